/* The one function that programs of Rust ask of this library, for wine before 9, which does not have it. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(void *data, ULONG size);

__declspec(dllexport) BOOL WINAPI ProcessPrng(unsigned char *data, SIZE_T size) {
    return SystemFunction036(data, (ULONG)size);
}
