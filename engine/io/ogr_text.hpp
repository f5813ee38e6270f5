// OGR fields as text.
#pragma once

#include <ogr_api.h>

#include <string>

namespace maillage::io {

/// Text of fields, trimmed, in UTF-8. Bytes that aren't are taken for Windows-1252, and remembered.
class OgrTexts {
public:
    /// "" for null; booleans "true" "false"; whole numbers without decimals; reals shortest that reads back; else OGR's text.
    [[nodiscard]] std::string field(OGRFeatureH feature, int index);
    [[nodiscard]] std::string clean(const std::string& text);
    [[nodiscard]] bool converted() const { return m_converted; }

private:
    bool m_converted = false;
};

}  // namespace maillage::io
