#include "geo/orientation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>

namespace maillage::geo {

namespace {

/// A sum kept without rounding as parts that do not overlap, smallest first (Shewchuk, theorem 10, Grow-Expansion).
class Expansion {
public:
    void add(double term) {
        for (std::size_t i = 0; i < m_size; ++i) {
            const double part = m_parts[i];
            const double sum = term + part;
            const double part_in_sum = sum - term;
            m_parts[i] = (term - (sum - part_in_sum)) + (part - part_in_sum);  // Knuth's Two-Sum: the rounding error
            term = sum;
        }
        m_parts[m_size++] = term;
    }

    void add_product(double left, double right) {
        const double product = left * right;
        add(std::fma(left, right, -product));
        add(product);
    }

    /// The largest part that is not 0 outweighs all others together.
    [[nodiscard]] int sign() const {
        for (std::size_t i = m_size; i > 0; --i) {
            if (m_parts[i - 1] != 0) {
                return m_parts[i - 1] > 0 ? 1 : -1;
            }
        }
        return 0;
    }

private:
    std::array<double, 12> m_parts{};
    std::size_t m_size = 0;
};

int exact_orientation(Point a, Point b, Point c) {
    double largest = 0;
    for (const double value : {a.lon, a.lat, b.lon, b.lat, c.lon, c.lat}) {
        largest = std::max(largest, std::fabs(value));
    }
    if (largest == 0) {
        return 0;
    }
    // Scaled by a power of two so that the six products come near the top of the range: no overflow, no underflow.
    const int shift = 508 - std::ilogb(largest);
    for (double* value : {&a.lon, &a.lat, &b.lon, &b.lat, &c.lon, &c.lat}) {
        *value = std::ldexp(*value, shift);
    }
    Expansion area;
    area.add_product(a.lon, b.lat);
    area.add_product(-a.lat, b.lon);
    area.add_product(b.lon, c.lat);
    area.add_product(-b.lat, c.lon);
    area.add_product(c.lon, a.lat);
    area.add_product(-c.lat, a.lon);
    return area.sign();
}

}  // namespace

int orientation(Point a, Point b, Point c) {
    // Shewchuk's bound A is (3 + 16 eps) eps; rounded up to 4 eps, with a floor far above what underflow could hide.
    constexpr double half_ulp = std::numeric_limits<double>::epsilon() / 2;
    constexpr double floor = 1e-280;
    const double left = (a.lon - c.lon) * (b.lat - c.lat);
    const double right = (a.lat - c.lat) * (b.lon - c.lon);
    const double area = left - right;
    const double size = std::fabs(left) + std::fabs(right);
    if (size > floor && std::fabs(area) > 4 * half_ulp * size) {
        return area > 0 ? 1 : -1;
    }
    return exact_orientation(a, b, c);
}

}  // namespace maillage::geo
