#include "optim/components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>

namespace maillage::optim {

std::vector<std::vector<std::size_t>> components(std::size_t count, const std::vector<std::pair<std::size_t, std::size_t>>& edges) {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> graph(count);
    for (const auto& [a, b] : edges) {
        boost::add_edge(a, b, graph);
    }
    std::vector<std::size_t> component_of(count);
    const std::size_t found = boost::connected_components(graph, component_of.data());  // numbered by their first vertex
    std::vector<std::vector<std::size_t>> groups(found);
    for (std::size_t vertex = 0; vertex < count; ++vertex) {
        groups[component_of[vertex]].push_back(vertex);
    }
    return groups;
}

}  // namespace maillage::optim
