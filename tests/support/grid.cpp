#include "support/grid.hpp"

#include <cctype>
#include <map>
#include <stdexcept>

#include "geo/dissolve.hpp"

namespace maillage::test {

namespace {

bool is_letter(char mark) { return std::isalpha(static_cast<unsigned char>(mark)) != 0; }
char capital(char mark) { return static_cast<char>(std::toupper(static_cast<unsigned char>(mark))); }
bool is_digit_at(const std::vector<std::string>& lines, std::size_t line, std::size_t column) {
    return line < lines.size() && column < lines[line].size() && std::isdigit(static_cast<unsigned char>(lines[line][column])) != 0;
}

Facility named(const std::string& id) {
    Facility facility;
    facility.id = id;
    facility.name = "Pôle " + id;
    return facility;
}

}  // namespace

Grid::Grid(std::vector<std::string> lines, Point north_west) : m_lines(std::move(lines)), m_north_west(north_west) {
    for (const std::string& line : m_lines) {
        if (line.size() != m_lines.front().size()) {
            throw std::logic_error("lines of a drawing are of one length");
        }
    }
}

Grid& Grid::departements(std::vector<std::string> lines) {
    m_departements = std::move(lines);
    return *this;
}

Grid& Grid::epcis(std::vector<std::string> lines) {
    m_epcis = std::move(lines);
    return *this;
}

Point Grid::corner(std::size_t line, std::size_t column) const {
    return {m_north_west.lon + cell * static_cast<double>(column), m_north_west.lat - cell * static_cast<double>(line)};
}

Point Grid::centre(std::size_t line, std::size_t column) const {
    const Point north_west = corner(line, column);
    return {north_west.lon + cell / 2, north_west.lat - cell / 2};
}

MultiPolygon Grid::square(std::size_t line, std::size_t column) const {
    const Point a = corner(line + 1, column);
    const Point b = corner(line, column + 1);
    return {Polygon{{a, {b.lon, a.lat}, b, {a.lon, b.lat}, a}, {}}};
}

std::string Grid::commune(std::size_t line, std::size_t column) const {
    const std::string departement = is_digit_at(m_departements, line, column) ? std::string("0") + m_departements[line][column] : "01";
    return departement + std::to_string(line) + (column < 10 ? "0" : "") + std::to_string(column);
}

std::vector<Territory> Grid::territories() const {
    std::map<char, std::vector<MultiPolygon>> squares;
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        for (std::size_t column = 0; column < m_lines[line].size(); ++column) {
            if (is_letter(letter(line, column))) {
                squares[capital(letter(line, column))].push_back(square(line, column));
            }
        }
    }
    std::vector<Territory> territories;
    for (const auto& [mark, parts] : squares) {
        std::vector<const MultiPolygon*> outlines;
        for (const MultiPolygon& part : parts) {
            outlines.push_back(&part);
        }
        Territory territory;
        territory.code = territory.source_code = std::string(1, mark);
        territory.name = "Pays " + territory.code;
        territory.outline = geo::dissolve(outlines);
        territory.row = territories.size() + 1;
        territories.push_back(std::move(territory));
    }
    return territories;
}

std::vector<Facility> Grid::facilities() const {
    std::vector<Facility> facilities;
    std::map<char, int> rank;
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        for (std::size_t column = 0; column < m_lines[line].size(); ++column) {
            const char mark = letter(line, column);
            if (mark == '*' || (is_letter(mark) && mark != capital(mark))) {
                const int number = ++rank[mark];
                const std::string id = (mark == '*' ? std::string("x") : std::string(1, mark)) + (number > 1 ? std::to_string(number) : "");
                facilities.push_back(at(id, centre(line, column)));
            }
        }
    }
    return facilities;
}

std::vector<Commune> Grid::communes() const {
    std::vector<Commune> communes;
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        for (std::size_t column = 0; column < m_lines[line].size(); ++column) {
            if (letter(line, column) == ' ') {
                continue;
            }
            Commune one;
            one.code = commune(line, column);
            one.name = "Commune " + one.code;
            one.departement = one.code.substr(0, 2);
            one.region = one.departement <= "04" ? "10" : "20";
            if (is_digit_at(m_epcis, line, column)) {
                one.epci = std::string("20000000") + m_epcis[line][column];
            }
            one.population = people;
            one.point = centre(line, column);
            communes.push_back(std::move(one));
        }
    }
    return communes;
}

stages::CompositionTable Grid::composition() const {
    std::vector<std::pair<std::string, std::string>> rows;
    for (std::size_t line = 0; line < m_lines.size(); ++line) {
        for (std::size_t column = 0; column < m_lines[line].size(); ++column) {
            if (is_letter(letter(line, column))) {
                rows.emplace_back(commune(line, column), std::string(1, capital(letter(line, column))));
            }
        }
    }
    return test::composition(rows);
}

stages::Inputs Grid::inputs() const {
    stages::Inputs inputs;
    inputs.pays_path = "pays.geojson";
    inputs.ptce_path = "ptce.csv";
    inputs.territories = territories();
    inputs.territories_read = static_cast<int>(inputs.territories.size());
    Gazetteer& gazetteer = inputs.gazetteer;
    gazetteer.vintage = "COG de test";
    gazetteer.communes = communes();
    gazetteer.region_names = {{"10", "Nord"}, {"20", "Sud"}};
    for (const Commune& one : gazetteer.communes) {
        gazetteer.departement_names[one.departement] = "Département " + one.departement;
        gazetteer.departement_regions[one.departement] = one.region;
        if (!one.epci.empty()) {
            gazetteer.epci_names[one.epci] = "EPCI " + one.epci;
        }
    }
    gazetteer.index();
    std::map<std::string, DemandPoint> by_code;
    for (const Commune& one : gazetteer.communes) {
        by_code[one.code] = {one.code, one.departement, one.region, one.point, one.population};
        by_code[one.code].name = one.name;
    }
    for (auto& [code, one] : by_code) {
        inputs.demand.push_back(one);
    }
    inputs.population_source = gazetteer.vintage;
    inputs.facilities.columns = {"id", "nom"};
    inputs.facilities.has_status = true;
    for (Facility& facility : facilities()) {
        add(inputs, std::move(facility));
    }
    return inputs;
}

Facility at(const std::string& id, Point point) {
    Facility facility = named(id);
    facility.point = point;
    facility.precision = Precision::adresse;
    return facility;
}

Facility in_commune(const std::string& id, const std::string& code) {
    Facility facility = named(id);
    facility.commune = code;
    facility.precision = Precision::commune;
    return facility;
}

Facility in_epci(const std::string& id, const std::string& siren) {
    Facility facility = named(id);
    facility.epci = siren;
    facility.precision = Precision::epci;
    return facility;
}

Facility in_departement(const std::string& id, const std::string& code) {
    Facility facility = named(id);
    facility.departement = code;
    facility.precision = Precision::departement;
    return facility;
}

Facility in_region(const std::string& id, const std::string& code) {
    Facility facility = named(id);
    facility.region = code;
    facility.precision = Precision::region;
    return facility;
}

Facility with_stage(Facility facility, Stage stage) {
    facility.stage = stage;
    return facility;
}

void add(stages::Inputs& inputs, Facility facility) {
    facility.row = inputs.facilities.rows.size() + 2;  // line 1 is the heading
    facility.source_cells = {facility.id, facility.name};
    inputs.facilities.rows.push_back(std::move(facility));
}

stages::CompositionTable composition(const std::vector<std::pair<std::string, std::string>>& rows) {
    stages::CompositionTable table;
    table.path = "composition.csv";
    for (const auto& [key, territory] : rows) {
        table.rows.push_back({key, territory, table.rows.size() + 2});
    }
    return table;
}

DemandPoint& demand(stages::Inputs& inputs, const std::string& code) {
    for (DemandPoint& one : inputs.demand) {
        if (one.code == code) {
            return one;
        }
    }
    throw std::logic_error("no such commune in the drawing: " + code);
}

}  // namespace maillage::test
