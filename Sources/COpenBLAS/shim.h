// Where OpenBLAS keeps its header differs by system: pkg-config gives the folder.
#include <cblas.h>
