/** The C library of the engine: what it exports for the scanners of grammars, beside memory and table. */
export const C_LIBRARY = [
  ...['__stack_pointer', 'malloc', 'calloc', 'realloc', 'free'],
  ...['memcpy', 'memmove', 'memset', 'memcmp', 'memchr', 'strlen', 'strcmp', 'strncmp', 'strncpy', 'strncat'],
  ...[
    'iswspace',
    'iswalpha',
    'iswalnum',
    'iswdigit',
    'iswlower',
    'iswupper',
    'iswxdigit',
    'iswblank',
    'iswpunct',
  ],
  ...['towupper', 'towlower'],
];

/** What `workers/grammars/link.ts` adds to it. */
export const LOADER_LIBRARY = [
  ...['memory', '__indirect_function_table', '__memory_base', '__table_base'],
  ...['abort', 'exit', '__assert_fail', 'fwrite'],
];
