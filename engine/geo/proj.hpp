// RAII over PROJ's C interface. Private to geo: included by its .cpp files only.
#pragma once

#include <proj.h>

#include <memory>
#include <string>

#include "model/geometry.hpp"

namespace maillage::geo {

/// One PROJ context, silent, without network. Not thread-safe: one a call. Objects must not outlive it.
class Proj {
public:
    Proj();
    Proj(const Proj&) = delete;
    Proj& operator=(const Proj&) = delete;

    struct DestroyObject {
        void operator()(PJ* object) const { proj_destroy(object); }
    };
    using Object = std::unique_ptr<PJ, DestroyObject>;

    [[nodiscard]] PJ_CONTEXT* context() const { return m_context.get(); }

    /// What PROJ said last; "" when nothing.
    [[nodiscard]] const std::string& message() const { return *m_message; }

    /// Null when PROJ does not know it, or knows it as something else than a CRS.
    [[nodiscard]] Object crs(const std::string& definition) const;

    /// To OGC:CRS84, x as easting or longitude. Null when PROJ finds none; when `exact`, also when it has but a ballpark one,
    /// which takes one datum for another.
    [[nodiscard]] Object to_lonlat(const PJ* crs, bool exact) const;

private:
    struct DestroyContext {
        void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
    };
    std::unique_ptr<std::string> m_message;
    std::unique_ptr<PJ_CONTEXT, DestroyContext> m_context;
};

/// `point` through `operation`; NaN where PROJ can't, or the point is not finite.
[[nodiscard]] Point transformed(PJ* operation, Point point);

}  // namespace maillage::geo
