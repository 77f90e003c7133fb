// An order service: records, patterns, LINQ, async streams, generics and attributes.
#nullable enable
#region usings
global using System;
using System.Collections.Generic;
using static System.Math;
using Pairs = System.Collections.Generic.Dictionary<string, int>;
#endregion

[assembly: CLSCompliant(false)]

namespace Shop.Orders
{
    /// <summary>What happens to an order.</summary>
    public delegate Task<bool> Handler<in T>(T order, params object?[] args) where T : class;

    [Flags]
    public enum State : byte
    {
        None = 0,
        Paid = 1 << 0,
        Sent = 0b10,
        All = Paid | Sent,
    }

    public interface IStore<out T> where T : notnull
    {
        T this[int index] { get; }
        event EventHandler<EventArgs>? Changed;
        static abstract int Limit { get; }
        void Save() => Console.WriteLine("saved");
    }

    public readonly record struct Money(decimal Amount, string Currency = "EUR")
    {
        public static Money operator +(Money a, Money b) => a with { Amount = a.Amount + b.Amount };
        public static implicit operator decimal(Money m) => m.Amount;
    }

    public sealed record Line(string Name, int Count) : IComparable<Line>
    {
        public int CompareTo(Line? other) => Count.CompareTo(other?.Count ?? 0);
    }

    /* The base of all orders */
    [Serializable, Obsolete("use the new one", error: false)]
    public abstract partial class Order<T> : IDisposable where T : struct, IEquatable<T>
    {
        private const double Rate = 1.5e-3;
        protected internal static readonly int[] Sizes = { 1, 2, 0xFF };
        private readonly List<Line> _lines = new();
        private volatile bool _disposed;

        public required string Id { get; init; }
        public virtual int Count { get => _lines.Count; protected set { if (value < 0) throw new ArgumentException(nameof(value)); } }
        public event Action<string>? Changed { add { } remove { } }

        static Order() => Console.Out.Flush();
        protected Order(string id) : base() { Id = id; }
        ~Order() { Dispose(); }

        public abstract T Total();

        public void Dispose()
        {
            if (_disposed) return;
            _disposed = true;
            GC.SuppressFinalize(this);
        }

        public string Describe(object? value) => value switch
        {
            null => "none",
            int n and > 0 and < 10 => $"small {n:D3}",
            int or long => "number",
            string { Length: > 3 } text when text[0] == 'a' => text[..2] + text[^1],
            (var x, _) => $"{x}",
            Line(var name, 1) => @"one ""quoted"" " + name,
            [1, .., var last] => last.ToString()!,
            not null => """raw "text" here""",
        };
    }

    internal static class Program
    {
        private static async Task<int> Main(string[] args)
        {
            var lines = new List<Line> { new("a", 1), new("b", 2) };
            int? maybe = null;
            (string name, int count) pair = ("x", 1);
            var (first, _) = pair;
            var anonymous = new { first, Total = 1.0m, Long = 10_000L };
            Func<int, int, int> add = static (a, b) => a + b;
            Action<string> log = delegate(string text) { Console.WriteLine(text); };
            int Local(ref int a, out int b, in int c) { b = c; return a += b; }

            var query = from line in lines
                        where line.Count > 0 && line.Name is not "x"
                        join other in lines on line.Name equals other.Name
                        let size = line.Count * 2
                        orderby size descending, line.Name
                        group line by size into g
                        select new { g.Key, Items = g.ToArray() };

            foreach (var item in query) log(item.Key.ToString());
            for (int i = 0, j = 10; i < j; i++, --j)
            {
                if (i % 2 == 0) continue;
                else if ((i ^ j) >= 7 || !(i != ~j)) break;
            }
            await foreach (var n in Numbers(3).ConfigureAwait(false)) maybe ??= n;
            while (true) { if (maybe?.ToString() is { } text) break; }
            do { pair.count <<= 1; } while (pair.count < 100);
            switch (args.Length)
            {
                case 0:
                case 1 when maybe.HasValue:
                    goto default;
                case > 5:
                    return -1;
                default:
                    checked { pair.count += (int)Round(2.5); }
                    break;
            }
            try
            {
                using var file = File.OpenRead("x");
                using (file) lock (lines) { lines[0] = lines[0] with { Count = default }; }
            }
            catch (IOException e) when (e.HResult != 0) { throw; }
            catch { Console.Error.WriteLine('\n'); }
            finally { log?.Invoke(typeof(Program).Name); }
            unsafe { int* p = stackalloc int[3]; *p = sizeof(int); }
            int value = 1;
            Local(ref value, out var b, 3);
            return add(b, maybe!.Value) + (args is [var only] ? only.Length : 0) + (anonymous as object)!.GetHashCode();
        }

        private static async IAsyncEnumerable<int> Numbers(int limit)
        {
            for (var i = 0; i < limit; i++) { await Task.Yield(); yield return i; }
            yield break;
        }
    }
}
