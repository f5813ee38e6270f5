// atomic_dir with its system calls given, for tests.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "io/atomic_dir.hpp"
#include "io/file_calls.hpp"

namespace maillage::io::detail {

void check_target(const std::string& target, bool overwrite, const FileCalls& calls);
void publish(const std::string& target, bool overwrite, const std::vector<OutputFile>& files, const FileCalls& calls,
             const std::function<void()>& in_place = {});
void publish_file(const std::string& target, bool overwrite, const std::string& bytes, const FileCalls& calls);

}  // namespace maillage::io::detail
