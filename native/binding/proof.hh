// The parts of a proof as JavaScript objects: ProofBackend (src/prover/backend.ts).
#pragma once

#include <napi.h>

namespace iopath {

/** Adds the classes Scratch, Tap and Listener, and the functions of files, to the addon. */
void export_proof(Napi::Env env, Napi::Object exports);

}  // namespace iopath
