#include "optim/matching.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/max_cardinality_matching.hpp>

namespace maillage::optim {

std::size_t maximum_matching(const std::vector<std::vector<std::size_t>>& choices, std::size_t right_count) {
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
    Graph graph(choices.size() + right_count);
    for (std::size_t left = 0; left < choices.size(); ++left) {
        for (const std::size_t right : choices[left]) {
            boost::add_edge(left, choices.size() + right, graph);
        }
    }
    std::vector<boost::graph_traits<Graph>::vertex_descriptor> mates(boost::num_vertices(graph));
    boost::edmonds_maximum_cardinality_matching(graph, mates.data());
    return boost::matching_size(graph, mates.data());
}

}  // namespace maillage::optim
