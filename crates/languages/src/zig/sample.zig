//! An arena of nodes: structs, unions, errors, comptime, optionals and loops.
const std = @import("std");
const builtin = @import("builtin");
const Allocator = std.mem.Allocator;
usingnamespace @import("c.zig");

/// The most nodes there may be.
pub const limit: usize = 0xFF_FF;
const numbers = [_]i32{ 1, -2, 0b101, 0o17, 1_000 };
const floats = .{ 1.5e-3, 0x1.8p1 };
var counter: u32 = 0;
threadlocal var local: ?*u8 = null;
export var exported: c_int = 1;
extern "c" fn abs(value: c_int) c_int;

const text = "it's \"quoted\"\n\x41\u{1F600}";
const lines =
    \\first line
    \\// not a comment
    \\last
;

pub const Error = error{ Full, NotFound } || Allocator.Error;

const Level = enum(u8) {
    low = 1,
    high,
    _,

    pub fn next(self: Level) Level {
        return switch (self) {
            .low => .high,
            .high, _ => .low,
        };
    }
};

const Value = union(enum) {
    none,
    number: f64,
    name: []const u8,
    list: []Value,
};

const Flags = packed struct(u8) {
    visible: bool = false,
    kind: u3 align(1) = 0,
    rest: u4 = undefined,
};

const Opaque = opaque {};

pub fn List(comptime T: type, comptime size: comptime_int) type {
    return struct {
        const Self = @This();
        items: [size]T = undefined,
        len: usize = 0,
        sentinel: [*:0]const u8 = "end",
        next: ?*Self = null,

        pub fn init() Self {
            return .{};
        }

        pub fn push(self: *Self, item: T) Error!void {
            if (self.len >= size) return error.Full;
            defer self.len += 1;
            errdefer std.log.err("not pushed", .{});
            self.items[self.len] = item;
        }

        pub inline fn slice(self: *const Self) []const T {
            return self.items[0..self.len];
        }
    };
}

fn generic(value: anytype, callback: *const fn (u8) callconv(.C) void) @TypeOf(value) {
    comptime std.debug.assert(@sizeOf(@TypeOf(value)) > 0);
    callback('a');
    callback('\n');
    return value;
}

fn classify(value: Value) ![]const u8 {
    switch (value) {
        .none => return "none",
        .number => |n| if (n > 0 and n < 10 or n == -1) {
            return "small";
        } else {
            return error.NotFound;
        },
        .name => |*name| return name.*,
        .list => |list| {
            for (list, 0..) |item, index| {
                if (index == 3) break;
                _ = item;
            } else return "list";
        },
    }
    return switch (counter) {
        0 => "zero",
        1...9 => "few",
        else => unreachable,
    };
}

pub fn main() !void {
    var arena = std.heap.ArenaAllocator.init(std.heap.page_allocator);
    defer arena.deinit();
    const allocator = arena.allocator();
    var list = List(u32, 4).init();
    list.push(1) catch |err| switch (err) {
        error.Full => return,
        else => |e| return e,
    };
    try list.push(2);
    const buffer = try allocator.alloc(u8, 16);
    const first = if (list.next) |next| next.items[0] else list.items[0];
    const found = blk: {
        var i: usize = 0;
        while (i < buffer.len) : (i += 1) {
            if (buffer[i] == 0) break :blk i;
            if (i % 2 != 0) continue;
        }
        break :blk 0;
    };
    outer: while (true) {
        while (local) |pointer| {
            pointer.* +%= 1;
            break :outer;
        }
        inline for (numbers) |n| counter +|= @as(u32, @intCast(n));
        break;
    }
    const bits = (counter << 1) | (counter >> 2) & ~@as(u32, 3) ^ 4;
    const maybe: ?u8 = null;
    const value = maybe orelse 5;
    const forced = (local orelse &buffer[0]).*;
    const flags = Flags{ .visible = true, .kind = 2 };
    const many: [*]u8 = buffer.ptr;
    std.debug.print("{d} {s}\n", .{ first + found + bits + value + forced, lines ++ text });
    _ = .{ flags, many[1..3], numbers ** 2, Level.low.next(), !false, -%counter };
    asm volatile ("nop"
        :
        : [value] "r" (value),
        : "memory"
    );
    if (builtin.mode == .Debug) @panic("debug");
}

test "lists grow" {
    var list = List(u8, 1).init();
    try std.testing.expectError(error.Full, blk: {
        try list.push(1);
        break :blk list.push(2);
    });
}

comptime {
    _ = generic;
    _ = classify;
}
