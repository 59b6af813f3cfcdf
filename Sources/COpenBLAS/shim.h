// Where OpenBLAS keeps its header differs by system: pkg-config gives the folder.
#include <cblas.h>
#include <stddef.h>

// The parts of LAPACK that Piste calls; OpenBLAS's library holds them, its header does not declare
// them. Fortran's convention: every argument by address, matrices column-major, and the length of
// each text at the end.
void ssyevd_(const char *job, const char *triangle, const blasint *n, float *a, const blasint *lda,
             float *values, float *work, const blasint *lwork, blasint *iwork,
             const blasint *liwork, blasint *info, size_t, size_t);
void dsyevd_(const char *job, const char *triangle, const blasint *n, double *a,
             const blasint *lda, double *values, double *work, const blasint *lwork,
             blasint *iwork, const blasint *liwork, blasint *info, size_t, size_t);
void sgeqrf_(const blasint *m, const blasint *n, float *a, const blasint *lda, float *tau,
             float *work, const blasint *lwork, blasint *info);
void dgeqrf_(const blasint *m, const blasint *n, double *a, const blasint *lda, double *tau,
             double *work, const blasint *lwork, blasint *info);
void sorgqr_(const blasint *m, const blasint *n, const blasint *k, float *a, const blasint *lda,
             const float *tau, float *work, const blasint *lwork, blasint *info);
void dorgqr_(const blasint *m, const blasint *n, const blasint *k, double *a, const blasint *lda,
             const double *tau, double *work, const blasint *lwork, blasint *info);
void spotrf_(const char *triangle, const blasint *n, float *a, const blasint *lda, blasint *info,
             size_t);
void dpotrf_(const char *triangle, const blasint *n, double *a, const blasint *lda, blasint *info,
             size_t);
void spotri_(const char *triangle, const blasint *n, float *a, const blasint *lda, blasint *info,
             size_t);
void dpotri_(const char *triangle, const blasint *n, double *a, const blasint *lda, blasint *info,
             size_t);
