// OGR fields as text.
#pragma once

#include <ogr_api.h>

#include <string>

#include "io/table_titles.hpp"

namespace maillage::io {

/// Text of fields, trimmed, in UTF-8. Bytes that aren't are taken for Windows-1252, and remembered.
class OgrTexts {
public:
    /// `all_cp1252`: every text is taken for it, of which nothing is remembered.
    explicit OgrTexts(bool all_cp1252 = false) : m_all_cp1252(all_cp1252) {}
    /// "" for null; booleans "true" "false"; whole numbers without decimals; reals shortest that reads back; else OGR's text.
    [[nodiscard]] std::string field(OGRFeatureH feature, int index);
    [[nodiscard]] std::string clean(const std::string& text);
    [[nodiscard]] bool converted() const { return m_converted; }
    [[nodiscard]] const Trimmer& trimmer() const { return m_trimmed; }

private:
    bool m_all_cp1252;
    bool m_converted = false;
    Trimmer m_trimmed;
};

}  // namespace maillage::io
