#include "geo/locator_block.hpp"

#include <xxhash.h>

#include <cmath>
#include <cstring>
#include <string>

#include "base/error.hpp"

namespace maillage::geo {

namespace {

[[noreturn]] void refuse(const char* french, const char* english) {
    throw InputError({std::string("index de localisation inutilisable : ") + french,
                      std::string("unusable location index: ") + english});
}

/// All that cells, leaves and sets refer to lies in the block.
bool holds_together(const BlockParts& block) {
    const BlockHead& head = *block.head;
    const auto are_outlines = [&](const std::uint32_t* outlines, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            if (outlines[i] >= head.outlines) {
                return false;
            }
        }
        return true;
    };
    const auto is_leaf = [&](std::size_t word) {
        for (bool more = true; more;) {
            if (word + sizeof(GroupHead) / 8 > head.leaf_words) {
                return false;
            }
            GroupHead group;
            std::memcpy(&group, block.leaves + word, sizeof group);
            const std::size_t edges = std::size_t{group.plain} + group.crossing;
            const std::size_t words = Group::words(group.outlines, edges, group.crossing > 0);
            if (group.outlines > group_outlines || word + words > head.leaf_words ||
                !are_outlines(Group(block.leaves + word).outlines, group.outlines)) {
                return false;
            }
            const auto beyond = [&](std::uint32_t mask) {
                return group.outlines < group_outlines && mask >> group.outlines != 0;
            };
            bool masked = !beyond(group.corner);
            for (std::size_t i = 0; i < edges; ++i) {
                masked = masked && !beyond(Group(block.leaves + word).masks[i]);
            }
            if (!masked) {
                return false;
            }
            word += words;
            more = group.more != 0;
        }
        return true;
    };
    const auto is_sound = [&](std::size_t at) {
        const std::uint32_t cell = block.cells[at];
        const std::size_t payload = payload_of(cell);
        switch (tag_of(cell)) {
            case Tag::one: return payload <= head.outlines;
            case Tag::set:
                return payload < head.sets && block.sets[payload] > 0 && payload + block.sets[payload] < head.sets &&
                       are_outlines(block.sets + payload + 1, block.sets[payload]);
            case Tag::leaf: return is_leaf(payload);
            case Tag::grid:  // only to later cells, so that no walk goes round
                return first_cell_of(cell) > at && first_cell_of(cell) + (std::size_t{1} << 2 * level_of(cell)) <= head.cells;
        }
        return false;
    };
    for (std::size_t at = 0; at < head.cells; ++at) {
        if (!is_sound(at)) {
            return false;
        }
    }
    return true;
}

}  // namespace

BlockParts::BlockParts(std::span<const std::byte> block) {
    head = reinterpret_cast<const BlockHead*>(block.data());
    leaves = reinterpret_cast<const std::uint64_t*>(block.data() + sizeof(BlockHead));
    cells = reinterpret_cast<const std::uint32_t*>(leaves + head->leaf_words);
    sets = cells + head->cells;
}

std::uint64_t block_hash(std::span<const std::byte> block) {
    constexpr std::size_t from = offsetof(BlockHead, hash) + sizeof(BlockHead::hash);
    return XXH3_64bits(block.data() + from, block.size() - from);
}

void check_block(std::span<const std::byte> block) {
    BlockHead head;
    if (block.size() < sizeof head) {
        refuse("il est tronqué", "it is truncated");
    }
    std::memcpy(&head, block.data(), sizeof head);
    if (head.magic != block_magic) {
        refuse("ce n'en est pas un", "it is not one");
    }
    if (head.version != block_version || head.byte_order != block_byte_order) {
        refuse("il est d'une autre version ou d'une autre machine", "it is of another version or kind of machine");
    }
    if (head.bytes != block.size()) {
        refuse("il est tronqué ou trop long", "it is truncated or too long");
    }
    if (head.hash != block_hash(block)) {
        refuse("ses octets ont changé", "its bytes have changed");
    }
    const std::uint64_t most = block.size() / 4;
    const bool adds_up = head.leaf_words <= most && head.cells <= most && head.sets <= most &&
                         sizeof head + 8 * head.leaf_words + 4 * (head.cells + head.sets) == head.bytes &&
                         std::uint64_t{head.columns} * head.rows <= head.cells;
    // every place of the box is in the grid, but for rounding
    const auto spans = [](double degrees, double per_degree, std::uint32_t count) {
        return std::isfinite(degrees) && per_degree >= 0 && degrees * per_degree <= count + 1.0;
    };
    const bool is_grid = head.columns == 0 || (head.rows > 0 && !head.box.empty() &&
                                               spans(head.box.max_lon - head.box.min_lon, head.columns_per_degree, head.columns) &&
                                               spans(head.box.max_lat - head.box.min_lat, head.rows_per_degree, head.rows));
    if (!adds_up || !is_grid || !holds_together(BlockParts(block))) {
        refuse("ses parties ne tiennent pas ensemble", "its parts don't hold together");
    }
}

}  // namespace maillage::geo
