#include "base/text.hpp"
#include "manual.hpp"

namespace maillage::manuals {

namespace {

/// Text that roff takes as it is (groff_man(7)).
std::string plain(const std::string& text) {
    std::string written;
    for (const char letter : text) {
        if (letter == '\\') {
            written += "\\e";
        } else if (letter == '-') {
            written += "\\-";
        } else {
            if ((letter == '.' || letter == '\'') && (written.empty() || written.back() == '\n')) {
                written += "\\&";
            }
            written += letter;
        }
    }
    return written;
}

class Page {
public:
    Page(const Manual& manual, const CommandText& command) : m_manual(manual), m_command(command) {}

    std::string text() {
        const std::string title = m_command.name.empty() ? "maillage" : "maillage-" + m_command.name;
        m_text = ".\\\" Made from the command's own help.\n.TH " + title + " 1 \"\" \"maillage " + m_manual.version + "\" \"maillage\"\n";
        section(say("NOM", "NAME"));
        m_text += plain(title) + " \\- " + plain(m_command.what) + "\n";
        section("SYNOPSIS");
        m_text += ".B " + plain(m_command.name.empty() ? "maillage " + std::string(say("COMMANDE", "COMMAND")) + " [OPTIONS]" : synopsis(m_command)) + "\n";
        section("DESCRIPTION");
        for (const std::string& paragraph : m_command.paragraphs) {
            m_text += is_example(paragraph) ? ".PP\n.nf\n" + plain(paragraph) + "\n.fi\n" : ".PP\n" + plain(paragraph) + "\n";
        }
        if (m_command.name.empty()) {
            commands();
        }
        if (!m_command.arguments.empty()) {
            section("ARGUMENTS");
            options(m_command.arguments);
        }
        section("OPTIONS");
        for (const auto& [heading, all] : m_command.groups) {
            if (m_command.groups.size() > 1) {
                m_text += ".SS " + plain(heading) + "\n";
            }
            options(all);
        }
        section(say("VOIR AUSSI", "SEE ALSO"));
        m_text += see_also() + "\n";
        return std::move(m_text);
    }

private:
    [[nodiscard]] const char* say(const char* fr, const char* en) const { return m_manual.language == Language::french ? fr : en; }

    void section(const std::string& name) { m_text += ".SH " + name + "\n"; }

    void options(const std::vector<OptionText>& all) {
        for (const OptionText& option : all) {
            m_text += ".TP\n.B " + plain(join(option.names, ", "));
            m_text += option.value.empty() || option.value == option.names.front() ? "\n" : " " + plain(option.value) + "\n";
            m_text += plain(option.what) + "\n";
        }
    }

    void commands() {
        section(say("COMMANDES", "COMMANDS"));
        for (const CommandText& command : m_manual.commands) {
            m_text += ".TP\n.B " + plain(command.name) + "\n" + plain(command.what) + "\n";
        }
    }

    [[nodiscard]] std::string see_also() const {
        std::vector<std::string> pages;
        if (!m_command.name.empty()) {
            pages.emplace_back("maillage(1)");
        }
        for (const CommandText& command : m_manual.commands) {
            if (command.name != m_command.name) {
                pages.push_back("maillage\\-" + command.name + "(1)");
            }
        }
        return join(pages, ", ");
    }

    const Manual& m_manual;
    const CommandText& m_command;
    std::string m_text;
};

}  // namespace

Pages man_pages(const Manual& manual) {
    Pages pages;
    pages["maillage.1"] = Page(manual, manual.whole).text();
    for (const CommandText& command : manual.commands) {
        pages["maillage-" + command.name + ".1"] = Page(manual, command).text();
    }
    return pages;
}

}  // namespace maillage::manuals
