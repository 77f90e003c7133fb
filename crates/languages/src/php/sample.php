<?php

declare(strict_types=1);

namespace App\Billing;

use App\Models\{Customer, Invoice as Bill};
use function array_map;
use const PHP_EOL;
use InvalidArgumentException;

/* Invoices: classes, enums, traits, attributes, match, closures and strings. */
const VERSION = '1.0', LIMIT = 0x1F;
define('DEBUG', true);

// A status of an invoice
enum Status: string implements HasLabel
{
    case Open = 'open';
    case Paid = 'paid';

    const DEFAULT = self::Open;

    public function label(): string
    {
        return ucfirst($this->value);
    }
}

interface HasLabel extends \Stringable
{
    public function label(): string;
}

trait Logs
{
    private array $lines = [];

    protected static function log(string ...$parts): void
    {
        echo implode(' ', $parts), PHP_EOL;
    }
}

#[Attribute(Attribute::TARGET_CLASS)]
abstract class Document implements HasLabel
{
    use Logs, Counts {
        Logs::log as protected write;
        Counts::log insteadof Logs;
    }

    public const TAX = 0.19e0;
    protected static ?self $last = null;
    private readonly int|string $id;

    public function __construct(
        protected readonly Customer $customer,
        private ?float $amount = null,
        public array $lines = [1, 'two' => 2, ...[3, 4]],
    ) {
        $this->id = uniqid();
        static::$last = $this;
    }

    abstract protected function total(): float;

    final public static function find(int $id): ?static
    {
        return self::$last?->id === $id ? new static(new Customer()) : null;
    }

    public function __get(string $name): mixed
    {
        return $this->{$name} ?? $this->lines[$name] ?? throw new InvalidArgumentException("No {$name}");
    }
}

final class Invoice extends Document
{
    protected function total(): float
    {
        $sum = 0;
        foreach ($this->lines as $key => ['price' => $price, 'count' => $count]) {
            $sum += $price * $count ** 2 % 7;
        }
        foreach ($this->lines as &$line) $line--;
        return (float) $sum;
    }

    public function label(): string
    {
        return match (true) {
            $this->total() > 100, $this->total() < -1 => "big",
            default => 'small',
        };
    }

    public function __toString(): string
    {
        return $this->label();
    }
}

function &reference(array &$values, callable $map = null, int ...$rest): \Generator
{
    static $calls = 0;
    global $config;
    $calls++;
    for ($i = 0, $j = 10; $i < $j; $i++, $j--) {
        if ($i === 3 and !isset($values[$i])) continue;
        elseif ($i <> 4 || empty($values)) break;
        else yield $i => $values[$i];
    }
    yield from [1, 2];
    return $calls;
}

$double = fn(int $x): int => $x * 2;
$closure = static function (?int $x = null) use (&$double, $argv): int {
    return $double($x ?: 1) <=> 2;
};
$first = strlen(...);
[$a, , [$b]] = [1, 2, [3]];
list('x' => $x) = ['x' => 1];
$name = 'dynamic';
$$name = new class(10) extends \ArrayObject implements \JsonSerializable {
    public function jsonSerialize(): mixed { return clone $this; }
};
$text = <<<TEXT
Dear {$x->customer->name}, you owe $a and {$closure(1)} "today"
TEXT;
$raw = <<<'RAW'
No $interpolation here
RAW;

do {
    $a <<= 1;
    $a .= "\u{1F600}\n";
} while ($a < 100 xor false);
while (true):
    if ($b instanceof Invoice) break;
endwhile;
switch ($b) {
    case 1:
    case 2:
        goto end;
    default:
        print "other";
}
try {
    throw new \RuntimeException(message: 'bad', code: 1);
} catch (InvalidArgumentException | \TypeError $error) {
    exit(1);
} catch (\Throwable) {
    @unlink("/tmp/x");
} finally {
    unset($a, $b);
}
end:
echo $text . $raw, `ls`, __LINE__, (bool) $x ? Status::from('open')->label() : Bill::TAX;
include_once __DIR__ . '/more.php';
if ($x): echo 1; else: echo 2; endif;
return ['done' => true];
