// Memory that runs out, to be preloaded: the FAILING_NEW_AT-th operator new called from the program's own code throws. With
// FAILING_NEW_COUNT, the number of such calls is written to that file at the end. Calls from libraries are let through: those of GDAL, PROJ
// and GEOS, and those of libstdc++ itself.
#include <dlfcn.h>
#include <link.h>


#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

/// Set when main begins: what static objects allocate before it, nobody can catch.
std::atomic<bool> in_main{false};
int (*real_main)(int, char**, char**) = nullptr;

int counted_main(int count, char** words, char** environment) {
    in_main = true;
    return real_main(count, words, environment);
}

struct Program {
    std::uintptr_t from = 0;
    std::uintptr_t to = 0;
};

/// Where the program's own code lies: the first object the loader tells of.
Program program() {
    Program found;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* into) {
            auto* const range = static_cast<Program*>(into);
            for (int i = 0; i < info->dlpi_phnum; ++i) {
                const auto& header = info->dlpi_phdr[i];
                if (header.p_type == PT_LOAD && (header.p_flags & PF_X) != 0) {
                    range->from = info->dlpi_addr + header.p_vaddr;
                    range->to = range->from + header.p_memsz;
                }
            }
            return 1;
        },
        &found);
    return found;
}

struct Faults {
    Program own = program();
    long long at = std::getenv("FAILING_NEW_AT") == nullptr ? -1 : std::atoll(std::getenv("FAILING_NEW_AT"));
    std::atomic<long long> calls{0};

    ~Faults() {
        if (const char* const path = std::getenv("FAILING_NEW_COUNT")) {
            if (std::FILE* const file = std::fopen(path, "w")) {
                std::fprintf(file, "%lld\n", calls.load());
                std::fclose(file);
            }
        }
    }
};

void* allocate(std::size_t size, const void* caller) {
    static Faults faults;
    const auto address = reinterpret_cast<std::uintptr_t>(caller);
    if (in_main && address >= faults.own.from && address < faults.own.to && ++faults.calls == faults.at) {
        throw std::bad_alloc();
    }
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc();
}

}  // namespace

extern "C" int __libc_start_main(int (*main)(int, char**, char**), int count, char** words, void (*begin)(), void (*end)(), void (*unload)(), void* stack) {
    using Start = int (*)(int (*)(int, char**, char**), int, char**, void (*)(), void (*)(), void (*)(), void*);
    real_main = main;
    return reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"))(counted_main, count, words, begin, end, unload, stack);
}

void* operator new(std::size_t size) { return allocate(size, __builtin_return_address(0)); }
void* operator new[](std::size_t size) { return allocate(size, __builtin_return_address(0)); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
