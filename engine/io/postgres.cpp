#include "io/postgres.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "base/text.hpp"

namespace maillage::io {

namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
struct FreeMemory {
    void operator()(char* memory) const { PQfreemem(memory); }
};
using OwnText = std::unique_ptr<char, FreeMemory>;

/// libpq's words on one line.
std::string in_a_line(const char* words) {
    std::string line;
    for (const std::string& part : split(words != nullptr ? words : "", '\n')) {
        const std::string_view text = trim(part);
        line += (line.empty() || text.empty() ? "" : " ") + std::string(text);
    }
    return line;
}

std::vector<std::string> known_keywords() {
    std::vector<std::string> known{"table", "geometry", "schema"};
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconndefaults());
    for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        known.emplace_back(option->keyword);
    }
    return known;
}

/// Never says the keyword itself: unquoted, it may be part of a password.
void refuse_unknown(const Connection& connection, const std::string& published) {
    const std::vector<std::string> known = known_keywords();
    for (const auto& [key, value] : connection.settings) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const std::optional<std::string> nearest = nearest_word(key, known);
            throw InputError({published}, {"connexion : mot inconnu" + (nearest ? " ; vouliez-vous dire « " + *nearest + " » ?" : ""),
                                           "connection: unknown keyword" + (nearest ? "; did you mean \"" + *nearest + "\"?" : "")});
        }
    }
}

}  // namespace

std::string_view Rows::at(std::size_t row, std::size_t column) const {
    const int r = static_cast<int>(row);
    const int c = static_cast<int>(column);
    return {PQgetvalue(m_result.get(), r, c), static_cast<std::size_t>(PQgetlength(m_result.get(), r, c))};
}

Postgres::Postgres(const Connection& connection, std::string published) : m_published(std::move(published)) {
    refuse_unknown(connection, m_published);
    std::vector<const char*> keys;
    std::vector<const char*> values;
    const auto set = [&](const char* key, const char* value) {
        keys.push_back(key);
        values.push_back(value);
    };
    set("client_encoding", "UTF8");
    set("fallback_application_name", "maillage");
    bool waits = std::getenv("PGCONNECT_TIMEOUT") != nullptr;
    for (const auto& [key, value] : connection.settings) {
        if (key != "client_encoding") {
            set(key.c_str(), value.c_str());
        }
        waits = waits || key == "connect_timeout" || key == "service";
    }
    if (!waits) {  // libpq itself would wait for as long as the system does
        set("connect_timeout", "10");
    }
    set(nullptr, nullptr);
    m_connection.reset(PQconnectdbParams(keys.data(), values.data(), 0));
    if (!m_connection || PQstatus(m_connection.get()) != CONNECTION_OK) {
        const std::string words = m_connection ? in_a_line(PQerrorMessage(m_connection.get())) : "";
        refuse({"connexion impossible : " + words, "can't connect: " + words});
    }
    PQsetNoticeProcessor(m_connection.get(), [](void*, const char*) {}, nullptr);
    for (const char* const setting : {"DateStyle = 'ISO'", "IntervalStyle = 'iso_8601'", "TimeZone = 'UTC'", "extra_float_digits = 1", "bytea_output = 'hex'"}) {
        (void)ask(std::string("SET ") + setting);
    }
}

void Postgres::refuse_statement(const PGresult* result) const {
    const char* const primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char* const detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    std::string words = primary != nullptr ? primary : in_a_line(PQerrorMessage(m_connection.get()));
    words += detail != nullptr ? " (" + in_a_line(detail) + ")" : "";
    refuse({"le serveur refuse : " + words, "the server refuses: " + words});
}

Rows Postgres::checked(PGresult* result) {
    Rows rows(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) {
        refuse_statement(result);
    }
    return rows;
}

Rows Postgres::ask(const std::string& sql, const std::vector<std::string>& parameters) {
    std::vector<const char*> values;
    values.reserve(parameters.size());
    for (const std::string& parameter : parameters) {
        values.push_back(parameter.c_str());
    }
    return checked(PQexecParams(m_connection.get(), sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(), nullptr, nullptr, 0));
}

Rows Postgres::ask_bytes(const std::string& sql) { return checked(PQexecParams(m_connection.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1)); }

std::string Postgres::quoted(const std::string& name) {
    const OwnText text(PQescapeIdentifier(m_connection.get(), name.data(), name.size()));
    if (!text) {
        refuse({"nom impossible", "impossible name"});
    }
    return text.get();
}

std::string Postgres::literal(const std::string& value) {
    const OwnText text(PQescapeLiteral(m_connection.get(), value.data(), value.size()));
    if (!text) {
        refuse({"texte impossible", "impossible text"});
    }
    return text.get();
}

void Postgres::copy(const std::string& sql, std::string_view lines) {
    (void)ask(sql);
    constexpr std::size_t piece = std::size_t{1} << 20U;
    for (std::size_t at = 0; at < lines.size(); at += piece) {
        const std::string_view part = lines.substr(at, piece);
        if (PQputCopyData(m_connection.get(), part.data(), static_cast<int>(part.size())) != 1) {
            const std::string words = in_a_line(PQerrorMessage(m_connection.get()));
            refuse({"écriture interrompue : " + words, "writing was cut short: " + words});
        }
    }
    if (PQputCopyEnd(m_connection.get(), nullptr) != 1) {
        const std::string words = in_a_line(PQerrorMessage(m_connection.get()));
        refuse({"écriture interrompue : " + words, "writing was cut short: " + words});
    }
    (void)checked(PQgetResult(m_connection.get()));
    while (PGresult* const rest = PQgetResult(m_connection.get())) {
        PQclear(rest);
    }
}

void Postgres::commit() {
    const Rows done(PQexec(m_connection.get(), "COMMIT"));
    if (PQstatus(m_connection.get()) != CONNECTION_OK) {
        const std::string words = in_a_line(PQerrorMessage(m_connection.get()));
        refuse({"connexion perdue pendant la validation ; on ne peut dire si les tables sont écrites, refaites le passage avec -O : " + words,
                "connection lost while committing; it can't be told whether the tables are written, run again with -O: " + words});
    }
    if (!done.committed()) {
        const std::string words = in_a_line(PQerrorMessage(m_connection.get()));
        refuse({"tables non écrites : " + words, "tables not written: " + words});
    }
}

}  // namespace maillage::io
