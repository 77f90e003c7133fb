import { expect, it } from 'vitest';
import { mapLine, parseDiff } from './git';

const DIFF = `diff --git a/old.py b/new name.py
similarity index 90%
rename from old.py
rename to new name.py
index 1..2 100644
--- a/old.py
+++ b/new name.py\t
@@ -3 +3,2 @@ def f():
-x
+y
+z
@@ -10,0 +12 @@
+w
@@ -20,2 +22,0 @@
-a
-b
diff --git a/same.py b/moved.py
similarity index 100%
rename from same.py
rename to moved.py
diff --git a/gone.py b/gone.py
deleted file mode 100644
--- a/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-x
`;

it('maps lines as git does', () => {
  const [renamed, moved, ...more] = parseDiff(DIFF);
  expect([renamed?.from, renamed?.to, moved?.from, moved?.to, more]).toEqual([
    ...['old.py', 'new name.py', 'same.py', 'moved.py', []],
  ]);
  const mapped = [1, 2, 3, 4, 10, 11, 19, 20, 21, 22].map((line) => mapLine(renamed?.hunks ?? [], line));
  expect(mapped).toEqual([1, 2, undefined, 5, 11, 13, 21, undefined, undefined, 22]);
  expect(mapLine(moved?.hunks ?? [], 7)).toBe(7);
});
