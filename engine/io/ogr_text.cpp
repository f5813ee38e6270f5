#include "io/ogr_text.hpp"

#include "base/number.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

std::string text_of(OGRFeatureH feature, int index) {
    if (OGR_F_IsFieldSetAndNotNull(feature, index) == 0) {
        return "";
    }
    const OGRFieldDefnH field = OGR_F_GetFieldDefnRef(feature, index);
    const OGRFieldSubType subtype = OGR_Fld_GetSubType(field);
    switch (OGR_Fld_GetType(field)) {
        case OFTInteger:
            if (subtype == OFSTBoolean) {
                return OGR_F_GetFieldAsInteger(feature, index) != 0 ? "true" : "false";
            }
            return std::to_string(OGR_F_GetFieldAsInteger(feature, index));
        case OFTInteger64:
            return std::to_string(OGR_F_GetFieldAsInteger64(feature, index));
        case OFTReal: {
            const double value = OGR_F_GetFieldAsDouble(feature, index);
            return subtype == OFSTFloat32 ? shortest(static_cast<float>(value)) : shortest(value);
        }
        default:
            return OGR_F_GetFieldAsString(feature, index);
    }
}

}  // namespace

std::string OgrTexts::field(OGRFeatureH feature, int index) { return clean(text_of(feature, index)); }

std::string OgrTexts::clean(const std::string& text) {
    if (m_all_cp1252 || !is_utf8(text)) {
        m_converted = m_converted || !m_all_cp1252;
        return std::string(m_trimmed(utf8_of_cp1252(text)));
    }
    return std::string(m_trimmed(text));
}

}  // namespace maillage::io
