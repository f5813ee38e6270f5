// Rows of the inputs given again, corrected: the table `maillage check --rows` writes, once a person has been over it.
#pragma once

#include <string>
#include <vector>

#include "base/number.hpp"
#include "model/finding.hpp"
#include "model/layer.hpp"

namespace maillage::stages {

// columns of the table that say which row of which file; the others are that row's own, by title
inline constexpr const char* correction_file = "maillage_fichier";        ///< the file's name, then ":layer" where it has several
inline constexpr const char* correction_row = "maillage_ligne";           ///< as in Place::row
inline constexpr const char* correction_print = "maillage_empreinte";     ///< fingerprint of the row as it was
inline constexpr const char* correction_severity = "maillage_gravite";    ///< for the reader
inline constexpr const char* correction_finding = "maillage_constat";     ///< for the reader
inline constexpr const char* correction_advice = "maillage_conseil";      ///< for the reader

/// What a correction calls the file of `layer`.
[[nodiscard]] std::string correction_name(const Layer& layer);

/// First 16 digits of the SHA-256 of a row's cells: a correction of another row is not applied to it.
[[nodiscard]] std::string fingerprint_of(const LayerRow& row);

class Corrections {
public:
    Corrections() = default;
    /// Throws InputError: a column that says which row is missing, a row number that is none, one row corrected twice.
    explicit Corrections(const Layer& table);

    /// Puts the corrected cells into `layer`'s rows; shapes stay. A malformed row that is corrected is one no
    /// more, and `layer` says no more that it is.
    /// Throws InputError for a filled cell whose column `layer` does not have.
    [[nodiscard]] std::vector<Finding> apply(Layer& layer);

    /// Corrections no layer had a row for, once all are read.
    [[nodiscard]] std::vector<Finding> unused() const;

private:
    struct Row {
        std::string file;
        std::size_t number = 0;  ///< in that file
        std::string print;
        std::vector<std::string> cells;  ///< by m_columns
        std::size_t row = 0;             ///< in the table
        bool used = false;
    };
    std::string m_path;
    std::vector<std::string> m_columns;  ///< the sources' own
    std::vector<Row> m_rows;
};

/// The table of rows to correct: those that findings of severity warning or error name in `layers`, in their order, each with
/// what was found and its own cells. RFC 4180, UTF-8. `count` rows are in it.
struct RowsToCorrect {
    std::string csv;
    std::size_t count = 0;
};
[[nodiscard]] RowsToCorrect rows_to_correct(const std::vector<Layer>& layers, const std::vector<Finding>& findings, Language language);

}  // namespace maillage::stages
