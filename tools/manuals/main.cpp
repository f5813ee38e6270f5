// Writes man pages, completions and the page of the command from its own help, into FOLDER/share.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "manual.hpp"

namespace {

using namespace maillage;

bool write(const std::filesystem::path& path, const std::string& text) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    std::ofstream file(path, std::ios::binary);
    return static_cast<bool>((file << text).flush());
}

manuals::Manual manual_in(Language language) {
    tool::Context context;
    context.language = language;
    tool::Action action;
    return manuals::manual_of(*tool::make_app(context, "", action), language, MAILLAGE_VERSION);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: manuals FOLDER\n");
        return 2;
    }
    const std::filesystem::path share = std::filesystem::path(argv[1]) / "share";
    const manuals::Manual french = manual_in(Language::french);
    bool written = write(share / "bash-completion/completions/maillage", manuals::bash_completion(french)) &&
                   write(share / "zsh/vendor-completions/_maillage", manuals::zsh_completion(french)) &&
                   write(share / "fish/vendor_completions.d/maillage.fish", manuals::fish_completion(french)) &&
                   write(share / "doc/maillage/cli.md", manuals::markdown(french));
    for (const auto& [name, text] : manuals::man_pages(french)) {
        written = written && write(share / "man/fr/man1" / name, text);
    }
    for (const auto& [name, text] : manuals::man_pages(manual_in(Language::english))) {
        written = written && write(share / "man/man1" / name, text);
    }
    if (!written) {
        fmt::print(stderr, "manuals: {}: can't be written\n", share.string());
        return 4;
    }
    return 0;
}
