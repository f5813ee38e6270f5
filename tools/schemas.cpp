// Writes the JSON Schemas made from the catalogue into a folder: data/schema in the sources.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "formats/schema.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: schemas FOLDER\n");
        return 2;
    }
    for (const auto& [name, text] : maillage::formats::schemas()) {
        std::ofstream file(std::filesystem::path(argv[1]) / name, std::ios::binary);
        if (!(file << text).flush()) {
            fmt::print(stderr, "schemas: {}: can't be written\n", name);
            return 4;
        }
    }
    return 0;
}
