#include <windows.h>

BOOL relay(HANDLE in, HANDLE out)
{
    char buf[4096];
    DWORD n, put;
    while (ReadFile(in, buf, sizeof(buf), &n, NULL) && n > 0) { // expect: tidy-copy replaceable unknown-to-unknown 4096 user-space no-fix
        if (!WriteFile(out, buf, n, &put, NULL) || put != n)
            return FALSE;
    }
    return TRUE;
}

BOOL copyFile(LPCWSTR from, LPCWSTR to)
{
    BYTE block[65536];
    DWORD got, written;
    HANDLE source = CreateFileW(from, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    HANDLE target = CreateFileW(to, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    do { // expect: copy-loop replaceable file-to-file 65536 depends no-fix
        if (!ReadFile(source, block, sizeof block, &got, NULL))
            return FALSE;
        if (got && !WriteFile(target, block, got, &written, NULL))
            return FALSE;
    } while (got != 0);
    return TRUE;
}

void showOutput(HANDLE writing)
{
    HANDLE reading, console = GetStdHandle(STD_OUTPUT_HANDLE);
    CHAR text[512];
    DWORD read, written;
    CreatePipe(&reading, &writing, NULL, 0);
    for (;;) { // expect: tidy-copy replaceable unknown-to-pipe 512 user-space no-fix
        BOOL ok = ReadFile(reading, text, 512, &read, NULL);
        if (!ok || read == 0)
            break;
        ok = WriteFile(console, text, read, &written, NULL);
        if (!ok)
            break;
    }
}

/* Other bytes than were read, or more of them. */
void masked(HANDLE in, HANDLE out)
{
    unsigned char buf[4096];
    DWORD n, put;
    while (ReadFile(in, buf, sizeof(buf), &n, NULL) && n > 0) { // expect: copy-loop transformed
        for (DWORD i = 0; i < n; i++)
            buf[i] ^= 0x5a;
        WriteFile(out, buf, n, &put, NULL);
    }
}

void padded(HANDLE in, HANDLE out)
{
    char buf[512];
    DWORD n, put;
    while (ReadFile(in, buf, sizeof(buf), &n, NULL) && n > 0) // expect: copy-loop transformed
        WriteFile(out, buf, sizeof(buf), &put, NULL);
}

/* Each write is a message. */
void messages(HANDLE in)
{
    char buf[512];
    DWORD n, put;
    HANDLE out = CreateNamedPipeA("\\\\.\\pipe\\events", PIPE_ACCESS_OUTBOUND, PIPE_TYPE_MESSAGE, 1, 512, 512, 0, NULL);
    while (ReadFile(in, buf, sizeof(buf), &n, NULL) && n > 0) // expect: copy-loop inspected
        WriteFile(out, buf, n, &put, NULL);
}

/* The offset stands in OVERLAPPED. */
void overlapped(HANDLE in, HANDLE out, OVERLAPPED *at)
{
    char buf[512];
    DWORD n, put;
    while (ReadFile(in, buf, sizeof(buf), &n, at) && n > 0)
        WriteFile(out, buf, n, &put, NULL);
}
