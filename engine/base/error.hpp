// Errors that end a run. Data that is merely wrong is a Finding (model/finding.hpp), never an exception.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace maillage {

/// One sentence in the two languages of the tool. French is what `what()` gives.
struct Said {
    std::string fr;
    std::string en;
};

/// Where in the input a thing stands. Empty parts are left out when printed; `row` 0 means none.
/// Row numbers are a person's: the line in the file for CSV (the heading is line 1), the feature's rank from 1 elsewhere.
struct Place {
    std::string path{};
    std::string layer{};
    std::size_t row = 0;

    /// "path: layer: row 17" (French: "ligne 17").
    [[nodiscard]] Said text() const;
};

/// Base of all errors: `path: layer: row: what`, in both languages. Caught once, in main.
class Error : public std::runtime_error {
public:
    Error(const Place& place, const Said& what);
    explicit Error(const Said& what) : Error(Place{}, what) {}

    [[nodiscard]] const Said& said() const noexcept { return m_said; }

private:
    Error(const Said& whole, int);
    Said m_said;
};

/// The command line or the study asks for something that can't be (exit 2).
class UsageError : public Error {
public:
    using Error::Error;
};

/// An input can't be used (exit 3).
class InputError : public Error {
public:
    using Error::Error;
};

/// Reading or writing failed: disk, permission, an existing folder that may not be replaced (exit 4).
class OutputError : public Error {
public:
    using Error::Error;
};

/// GDAL, GEOS or PROJ reported a failure that no input explains (exit 4).
class LibraryError : public Error {
public:
    using Error::Error;
};

}  // namespace maillage
