#include "base/error.hpp"

namespace maillage {

Said Place::text() const {
    Said said;
    const auto add = [](std::string& text, std::string_view part) {
        if (part.empty()) {
            return;
        }
        if (!text.empty()) {
            text += ": ";
        }
        text += part;
    };
    for (std::string* text : {&said.fr, &said.en}) {
        add(*text, path);
        add(*text, layer);
    }
    if (row != 0) {
        add(said.fr, "ligne " + std::to_string(row));
        add(said.en, "row " + std::to_string(row));
    }
    return said;
}

namespace {

Said joined(const Place& place, const Said& what) {
    const Said where = place.text();
    if (where.fr.empty()) {
        return what;
    }
    return {where.fr + ": " + what.fr, where.en + ": " + what.en};
}

}  // namespace

Error::Error(const Place& place, const Said& what) : Error(joined(place, what), 0) {}

Error::Error(const Said& whole, int) : std::runtime_error(whole.fr), m_said(whole) {}

}  // namespace maillage
