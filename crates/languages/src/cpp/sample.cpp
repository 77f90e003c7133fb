// A scene graph: classes, templates, concepts, lambdas, coroutines and operators.
#include <memory>
#include <vector>
#include "scene.hpp"

#define UNUSED(x) (void)(x)

using namespace std::literals;
using std::vector;
namespace fs = std::filesystem;

namespace scene::detail {
inline namespace v1 {
constexpr double pi = 3.141'592e0;
constinit int counter = 0b1010;
}
}  // namespace scene::detail

enum class Level : unsigned char { low = 1, high = low << 1 };
enum { plain, old };

template <typename T>
concept Numeric = requires(T a, T b) {
    { a + b } -> std::convertible_to<T>;
    typename T::value_type;
    requires sizeof(T) > 1;
};

template <typename T, int N = 4, template <typename> class Box = vector, typename... Rest>
    requires std::integral<T> || (N > 2)
class Buffer;

struct alignas(16) Point {
    double x{0}, y = 0.5;
    auto operator<=>(const Point&) const = default;
    explicit operator bool() const noexcept { return x != 0 or y != 0; }
};

/* An abstract node */
class Node : public std::enable_shared_from_this<Node>, private virtual Point {
public:
    using Ptr = std::unique_ptr<Node>;

    Node() = default;
    explicit Node(std::string name, int depth = 0) noexcept(false)
        : name_{std::move(name)}, depth_(depth) {}
    Node(const Node&) = delete;
    Node& operator=(Node&& other) noexcept;
    virtual ~Node() {}

    [[nodiscard]] virtual auto area() const -> double = 0;
    virtual void draw(const Point& at, int (&grid)[3]) final;
    static Node* root;
    friend std::ostream& operator<<(std::ostream& out, const Node& node);
    friend class Scene;

    template <class Visitor>
    void visit(Visitor&& visitor) &
    {
        for (auto& child : children_) std::forward<Visitor>(visitor)(*child);
    }

    Node& operator[](std::size_t i) { return *children_[i]; }
    void operator()(int a, ...) const {}
    Node& operator++();

protected:
    mutable int cache_ : 4;

private:
    std::string name_;
    int depth_ = 0;
    vector<Ptr> children_;
    static inline thread_local const char* kind = R"(raw "text" // here)";
};

class Circle final : public Node {
    double r;
public:
    using Node::Node;
    double area() const override { return scene::detail::pi * r * r; }
};

template <>
struct std::hash<Point> {
    std::size_t operator()(const Point& p) const { return static_cast<std::size_t>(p.x); }
};

template <typename... Args>
auto sum(Args... args) { return (args + ... + 0); }

template <typename T>
constexpr bool is_void_v = std::is_same_v<T, void>;

extern "C" {
int c_function(int);
}

auto operator""_km(unsigned long long value) { return value * 1000; }


struct Task {
    struct promise_type;
    int value;
};

Task run(int limit)
{
    co_await std::suspend_always{};
    co_yield limit;
    co_return;
}

int main(int argc, char* argv[]) try
{
    auto [first, second] = std::pair{1, "two"s};
    const auto& ref = first;
    int* raw = new int[10]{1, 2}, **pp = &raw;
    auto add = [&, total = 0](auto a, int b = 1) mutable -> int { return total += a + b; };
    auto generic = []<typename T>(T x) { return x; };
    Point p{.x = 1, .y = 2};
    if (auto it = std::find(raw, raw + 10, 2); it != raw + 10) {
        UNUSED(it);
    } else if constexpr (is_void_v<int>) {
        return 1;
    }
    for (int i = 0; i < 10 && !p; ++i) {
        switch (Level(i)) {
        case Level::low: [[fallthrough]];
        default: continue;
        }
    }
    for (const auto& [key, value] : std::map<std::string, int>{{"a", 1}}) (void)key;
    while (argc --> 0) add(argc);
    do { p.x = -p.y; } while (p.x > 0);
    Node* node = dynamic_cast<Node*>(Node::root);
    node->Node::draw(p, reinterpret_cast<int (&)[3]>(raw));
    if (not node) throw std::runtime_error("no " "root");
    auto size = sizeof(argv) ? alignof(Point) : 5_km;
    decltype(auto) copy = (ref);
    delete[] raw;
    static_assert(sizeof(int) == 4, "int");
    goto end;
end:
    return generic(sum(1, 2, copy)) + static_cast<int>(size) + nullptr_count(nullptr, true, 'c', L"w", u8"x", 0x1Fu);
} catch (const std::exception& error) {
    return 1;
} catch (...) {
    throw;
}
