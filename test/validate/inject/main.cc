// inject CASES LOG SECONDS COMMAND…: runs a program that announces cases, fails one call a case, logs what it did.
//
// The program announces with any call that takes a path: /iopath-case/ID before it opens the ends of case ID,
// /iopath-done/ID/OBSERVATION when its work is done, /iopath-end/ID when it has closed the ends. The list of cases is
// that of cases.hh, the log has a line of JSON a case (record.hh). Needs Linux 4.8 on x86-64 and the right to ptrace.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include <sys/time.h>

#include "tracer.hh"

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fputs("usage: inject CASES LOG SECONDS COMMAND...\n", stderr);
    return 2;
  }
  try {
    // Ends the wait for a program that stands still, so that its deadline is looked at.
    struct sigaction tick {};
    tick.sa_handler = [](int) {};
    sigaction(SIGALRM, &tick, nullptr);
    signal(SIGPIPE, SIG_IGN);
    const itimerval each{{0, 250'000}, {0, 250'000}};
    setitimer(ITIMER_REAL, &each, nullptr);
    std::FILE* log = std::fopen(argv[2], "ae");
    if (!log) throw std::runtime_error("can't write the log");
    inject::Tracer tracer(inject::read_cases(argv[1]), log);
    const int code = tracer.run(argv + 4, std::atoi(argv[3]));
    std::fclose(log);
    return code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inject: %s\n", error.what());
    return 2;
  }
}
