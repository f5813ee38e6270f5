// Arrow streams in capsules: the Arrow PyCapsule Interface (arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html).
#pragma once

#include <nanobind/nanobind.h>
#include <ogr_recordbatch.h>

#include <memory>

namespace maillage::python {

/// The stream in `capsule`; it is the capsule's until it is moved from.
inline ArrowArrayStream& stream_in(const nanobind::object& capsule) {
    auto* const stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
    if (stream == nullptr) {
        throw nanobind::python_error();
    }
    return *stream;
}

/// A capsule that owns `stream` until a consumer takes it.
inline nanobind::object capsule_of(const ArrowArrayStream& stream) {
    auto held = std::make_unique<ArrowArrayStream>(stream);
    PyObject* const capsule = PyCapsule_New(held.get(), "arrow_array_stream", [](PyObject* self) {
        auto* const left = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(self, "arrow_array_stream"));
        if (left->release != nullptr) {
            left->release(left);
        }
        delete left;
    });
    if (capsule == nullptr) {
        throw nanobind::python_error();
    }
    (void)held.release();
    return nanobind::steal(capsule);
}

}  // namespace maillage::python
