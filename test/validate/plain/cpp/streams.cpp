// Two file streams and a block at a time.
#include <fstream>
#include <string>

bool copy(const std::string &from, const std::string &to) {
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(to, std::ios::binary);
    char block[4096];
    while (in.read(block, sizeof block) || in.gcount() > 0) {
        out.write(block, in.gcount());
    }
    return true;
}
