#!/usr/bin/env lua
-- A scheduler: tables, metatables, closures, coroutines, goto and strings.
local Scheduler = {}
Scheduler.__index = Scheduler

--[[ A block comment
     over lines ]]
--[==[ one with ]] inside ]==]

local LIMIT <const> = 0xFF
local handle <close> = nil
local numbers = { 1, 2.5, 1e3, 0x1.8p1, .5, 3 // 2, 7 % 4, 2 ^ 10 }
local text, raw = "it's \"quoted\"\n\65\x41\u{1F600}\z
                   continued", [[
long string
-- not a comment
]]
local level = [==[with ]] inside]==]

local config = {
  name = "main",
  ["key with spaces"] = true,
  [1] = "one",
  nested = { deep = { 1, 2, 3 }, },
  method = function(self, ...) return select("#", ...) end;
  nil, false,
}

function Scheduler.new(options)
  options = options or {}
  local self = setmetatable({}, Scheduler)
  self.queue, self.count = {}, 0
  self.limit = options.limit or LIMIT
  return self
end

function Scheduler:add(task, ...)
  assert(type(task) == "function", "task must be a function")
  local arguments = { n = select("#", ...), ... }
  self.count = self.count + 1
  self.queue[#self.queue + 1] = coroutine.create(function()
    return task(table.unpack(arguments, 1, arguments.n))
  end)
  return self
end

function Scheduler.events.on.start(name) return name end

local function compare(a, b)
  if a == nil and b ~= nil then
    return true
  elseif not a or a < b or a <= b then
    return false
  else
    return a > b or a >= b
  end
end

function Scheduler:run()
  local results = {}
  while #self.queue > 0 do
    for index = #self.queue, 1, -1 do
      local ok, value = coroutine.resume(self.queue[index])
      if not ok then
        io.stderr:write("failed: " .. tostring(value) .. "\n")
        goto continue
      end
      if coroutine.status(self.queue[index]) == "dead" then
        table.remove(self.queue, index)
        results[#results + 1] = value
      end
      ::continue::
    end
    if #results > self.limit then break end
  end
  return results, #results
end

local mt = {
  __add = function(a, b) return a.value + b.value end,
  __call = function(self, x) return x * 2 end,
  __tostring = function() return "meta" end,
}

repeat
  local done = compare(1, 2)
  numbers[1] = numbers[1] + 1
until done or numbers[1] > 3

for key, value in pairs(config) do
  print(key, value)
end
for _, number in ipairs(numbers) do print(-number, ~number & 1 | 2 ~ 3, 1 << 2 >> 1) end

do
  local scope <const> = "inner"
  print(scope)
end

local scheduler = Scheduler.new { limit = 10 }
scheduler
  :add(function(a, b) coroutine.yield(a) return b end, 1, 2)
  :add(print, "hello")
local results, count = scheduler:run()
local callable = setmetatable({ value = 1 }, mt)
print(callable(21), callable + callable, #"length", not true)
require "socket".connect("localhost", 80)
print(("method on string"):upper(), config.nested.deep[1], config["name"])
local a, b = (function(...) return ... end)(1, 2)
local ok, message = pcall(error, { code = 1 });
return Scheduler
