/* The checks of curl's macros are for its own variadic calls; the functions below are typed. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* curl_easy_setopt and curl_easy_getinfo take anything, which Swift cannot call: one function a type. */

static inline CURLcode dongting_curl_start(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode dongting_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode dongting_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode dongting_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode dongting_curl_set_list(CURL *handle, CURLoption option,
                                              struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode dongting_curl_set_address(CURL *handle, CURLU *value) {
    return curl_easy_setopt(handle, CURLOPT_CURLU, value);
}

static inline CURLcode dongting_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*dongting_curl_bytes)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode dongting_curl_set_bytes(CURL *handle, CURLoption option,
                                               dongting_curl_bytes function) {
    return curl_easy_setopt(handle, option, function);
}

typedef int (*dongting_curl_progress)(void *context, curl_off_t down_total, curl_off_t down,
                                      curl_off_t up_total, curl_off_t up);

static inline CURLcode dongting_curl_set_progress(CURL *handle, dongting_curl_progress function) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, function);
}

static inline CURLcode dongting_curl_response_code(CURL *handle, long *value) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, value);
}
