#include "optim/quotas.hpp"

#include <algorithm>
#include <utility>

namespace maillage::optim {

std::vector<std::size_t> most_filled(const std::vector<Quota>& quotas, std::size_t count) {
    std::size_t needs = 0;
    for (const Quota& quota : quotas) {
        needs += quota.need;
    }
    const std::size_t places = std::min(count, needs);
    using Worth = std::pair<std::size_t, std::int64_t>;  // how many, their weight
    std::vector<Worth> best(places + 1);                 // by places, of the quotas so far
    std::vector<std::vector<bool>> takes(quotas.size(), std::vector<bool>(places + 1, false));
    for (std::size_t i = 0; i < quotas.size(); ++i) {
        const std::size_t need = quotas[i].need;
        if (need == 0) {
            continue;
        }
        for (std::size_t room = places; room >= need; --room) {
            const Worth other{best[room - need].first + 1, best[room - need].second + quotas[i].weight};
            if (other > best[room]) {
                best[room] = other;
                takes[i][room] = true;
            }
        }
    }
    std::vector<std::size_t> chosen;
    std::size_t room = places;
    for (std::size_t i = quotas.size(); i-- > 0;) {
        if (takes[i][room]) {
            chosen.push_back(i);
            room -= quotas[i].need;
        }
    }
    std::reverse(chosen.begin(), chosen.end());
    return chosen;
}

}  // namespace maillage::optim
