#include "model/connection.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "base/error.hpp"

namespace maillage {

namespace {

constexpr std::string_view prefix = "pg:";
constexpr std::string_view blanks = " \t\r\n";

bool is_blank(char letter) { return blanks.find(letter) != std::string_view::npos; }

/// libpq's grammar (PostgreSQL 15, 34.1.1.1. Keyword/Value Connection Strings).
class Pairs {
public:
    explicit Pairs(std::string_view text) : m_text(text) {}

    /// Nothing at the end.
    std::optional<std::pair<std::string, std::string>> next() {
        skip_blanks();
        if (done()) {
            return std::nullopt;
        }
        std::string key;
        while (!done() && m_text[m_at] != '=' && !is_blank(m_text[m_at])) {
            key += m_text[m_at++];
        }
        skip_blanks();
        if (key.empty() || done() || m_text[m_at++] != '=') {
            refuse();
        }
        skip_blanks();
        return std::pair(key, !done() && m_text[m_at] == '\'' ? quoted() : plain());
    }

    [[noreturn]] static void refuse() {
        throw InputError({"PG:"}, {"connexion mal formée : donner des mots=valeurs séparés par des blancs, une valeur qui contient un blanc entre apostrophes, "
                                   "par exemple « PG:dbname=geo host=localhost table=zonages.pays »",
                                   "malformed connection: give keyword=value pairs parted by blanks, a value with a blank in quotes, for example "
                                   "\"PG:dbname=geo host=localhost table=zonages.pays\""});
    }

private:
    [[nodiscard]] bool done() const { return m_at >= m_text.size(); }
    void skip_blanks() {
        while (!done() && is_blank(m_text[m_at])) {
            ++m_at;
        }
    }
    std::string plain() {
        std::string value;
        while (!done() && !is_blank(m_text[m_at])) {
            m_at += m_text[m_at] == '\\' && m_at + 1 < m_text.size() ? 1U : 0U;
            value += m_text[m_at++];
        }
        return value;
    }
    std::string quoted() {
        std::string value;
        for (++m_at; !done() && m_text[m_at] != '\''; ++m_at) {
            m_at += m_text[m_at] == '\\' && m_at + 1 < m_text.size() ? 1U : 0U;
            value += m_text[m_at];
        }
        if (done()) {
            refuse();
        }
        ++m_at;
        return value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// Quoted where it has to be.
std::string written(const std::string& value) {
    if (!value.empty() && value.find_first_of(" \t\r\n'\\") == std::string::npos) {
        return value;
    }
    std::string text = "'";
    for (const char letter : value) {
        text += letter == '\'' || letter == '\\' ? std::string("\\") + letter : std::string(1, letter);
    }
    return text + "'";
}

/// With libpq's settings that are `kept`, and ours. "PG:" where it can't be read.
std::string rewritten(std::string_view named, const std::function<bool(const std::string&)>& kept) {
    std::string text = "PG:";
    try {
        const Connection connection = connection_of(named);
        const auto add = [&](std::string_view key, const std::string& value) {
            if (!value.empty()) {
                text += (text == "PG:" ? "" : " ") + std::string(key) + "=" + written(value);
            }
        };
        for (const auto& [key, value] : connection.settings) {
            if (kept(key)) {
                add(key, value);
            }
        }
        add("table", connection.table);
        add("geometry", connection.geometry);
        add("schema", connection.schema);
    } catch (const InputError&) {
        return "PG:";
    }
    return text;
}

}  // namespace

bool is_connection(std::string_view named) {
    return named.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), named.begin(), [](char known, char letter) {
               return known == letter || (letter >= 'A' && letter <= 'Z' && known == letter - 'A' + 'a');
           });
}

Connection connection_of(std::string_view named) {
    Connection connection;
    Pairs pairs(named.substr(std::min(prefix.size(), named.size())));
    std::vector<std::string> seen;
    while (const auto pair = pairs.next()) {
        const auto& [key, value] = *pair;
        if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
            throw InputError({"PG:"}, {"connexion : un mot y est deux fois", "connection: a keyword stands twice"});
        }
        if (key == "dbname" && value.find_first_of("=/") != std::string::npos) {
            throw InputError({"PG:"}, {"connexion : dbname est le nom d'une base, pas une adresse", "connection: dbname is the name of a database, not an address"});
        }
        seen.push_back(key);
        if (key == "table") {
            connection.table = value;
        } else if (key == "geometry") {
            connection.geometry = value;
        } else if (key == "schema") {
            connection.schema = value;
        } else {
            connection.settings.emplace_back(key, value);
        }
    }
    if (seen.empty()) {
        Pairs::refuse();
    }
    return connection;
}

std::string published_connection(std::string_view named) {
    return rewritten(named, [](const std::string& key) { return key == "dbname"; });
}

std::string without_password(std::string_view named) {
    return rewritten(named, [](const std::string& key) { return key != "password" && key != "sslpassword"; });
}

}  // namespace maillage
