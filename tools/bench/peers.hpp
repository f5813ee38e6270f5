// Other libraries' ways to say which outline holds a point, each as its manual would have it done.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/geometry.hpp"

namespace maillage::bench {

/// The lowest outline that holds a point, or PointLocator::none.
class Peer {
public:
    virtual ~Peer() = default;
    [[nodiscard]] virtual std::uint32_t holder(Point point) = 0;
};

struct NamedPeer {
    std::string name;
    std::function<std::unique_ptr<Peer>(const std::vector<const MultiPolygon*>&)> build;
};

[[nodiscard]] std::vector<NamedPeer> peers();

}  // namespace maillage::bench
