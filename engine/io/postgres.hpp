// libpq held safely: a connection, statements, results, COPY. Only for .cpp files of this room.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/connection.hpp"

namespace maillage::io {

struct FinishConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};

/// The rows a statement gave; values are bytes, "" for null.
class Rows {
public:
    explicit Rows(PGresult* result) : m_result(result) {}
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(PQntuples(m_result.get())); }
    [[nodiscard]] std::size_t columns() const { return static_cast<std::size_t>(PQnfields(m_result.get())); }
    [[nodiscard]] std::string_view at(std::size_t row, std::size_t column) const;
    [[nodiscard]] bool committed() const { return std::string_view(PQcmdStatus(m_result.get())) == "COMMIT"; }  ///< not ROLLBACK
    [[nodiscard]] bool is_true(std::size_t row, std::size_t column) const { return at(row, column) == "t"; }
    [[nodiscard]] bool is_null(std::size_t row, std::size_t column) const {
        return PQgetisnull(m_result.get(), static_cast<int>(row), static_cast<int>(column)) != 0;
    }

private:
    std::unique_ptr<PGresult, ClearResult> m_result;
};

/// One session: UTF-8, dates as ISO 8601, times in UTC, reals in as many digits as read back. A server that doesn't answer is waited for
/// for 10 seconds, unless connect_timeout, PGCONNECT_TIMEOUT or a service says otherwise. What libpq takes from its environment and from
/// ~/.pgpass stands. Ended, a transaction that was not committed is undone by the server.
class Postgres {
public:
    /// `published` names it in messages. Throws InputError: an unknown keyword; OutputError: no connection, no such database.
    Postgres(const Connection& connection, std::string published);

    /// One statement; `parameters` are $1, $2… Throws OutputError with the server's words.
    Rows ask(const std::string& sql, const std::vector<std::string>& parameters = {});
    /// The same, values as the server holds them: text of text, bytes of bytea.
    Rows ask_bytes(const std::string& sql);
    /// "schema"."name", whatever they hold.
    [[nodiscard]] std::string quoted(const std::string& name);
    [[nodiscard]] std::string literal(const std::string& text);
    /// COPY … FROM STDIN of lines in its text format.
    void copy(const std::string& sql, std::string_view lines);
    /// Ends the transaction. Throws OutputError: refused, or the answer never came, when it can't be told whether it took place.
    void commit();

    [[nodiscard]] const std::string& published() const { return m_published; }
    [[noreturn]] void refuse(const Said& what) const { throw OutputError({m_published}, what); }

private:
    [[noreturn]] void refuse_statement(const PGresult* result) const;
    Rows checked(PGresult* result);

    std::string m_published;
    std::unique_ptr<PGconn, FinishConnection> m_connection;
};

}  // namespace maillage::io
