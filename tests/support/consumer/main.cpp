// A stranger's program on the installed engine: 1 degree along the equator is 111.319491 km (WGS 84: a x pi / 180).
#include <geo/geodesic.hpp>

#include <cmath>

int main() {
    const double length = maillage::geo::distance_km({0, 0}, {1, 0});
    return std::fabs(length - 6378.137 * 3.14159265358979323846 / 180) < 1e-9 ? 0 : 1;
}
