#include "formats/csv.hpp"
#include "formats/layers.hpp"
#include "formats/report.hpp"

namespace maillage::formats {

std::string gaps_csv(const Result& result) {
    std::vector<std::string> titles;
    for (const catalogue::Column& column : catalogue::layer("gaps").columns) {
        titles.emplace_back(column.name);
    }
    std::string text = csv_line(titles);
    const PaysTable table(result);
    for (const Priority& priority : result.priorities.ranking) {
        std::vector<std::string> cells;
        for (const Value& value : table.gap(priority.territory)) {
            cells.push_back(cell(value));
        }
        text += csv_line(cells);
    }
    return text;
}

std::string gaps_csv_excel(const Result& result) {
    std::vector<Value> titles;
    for (const catalogue::Column& column : catalogue::layer("gaps").columns) {
        titles.emplace_back(std::string(column.name));
    }
    std::string text = std::string(byte_order_mark) + excel_line(titles);
    const PaysTable table(result);
    for (const Priority& priority : result.priorities.ranking) {
        text += excel_line(table.gap(priority.territory));
    }
    return text;
}

}  // namespace maillage::formats
