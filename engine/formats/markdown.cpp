#include "formats/markdown.hpp"

namespace maillage::formats {

std::string safe(const std::string& text) {
    std::string result;
    for (const char letter : text) {
        switch (letter) {
            case '\n':
            case '\r': result += ' '; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '&': result += "&amp;"; break;
            case '|':
            case '*':
            case '_':
            case '`':
            case '[':
            case ']':
            case '\\': result += '\\'; [[fallthrough]];
            default: result += letter;
        }
    }
    return result;
}

}  // namespace maillage::formats
