// A bank: traits, case classes, givens, enums, for comprehensions, pattern matching.
package com.example.bank

import scala.collection.mutable.{Map as MutableMap, *}
import scala.util.{Failure, Success, Try}
import java.time.*

/** Money in cents. */
opaque type Cents = Long

type Ledger[K] = Map[K, List[Cents]]

enum Currency(val code: String):
  case Euro extends Currency("EUR")
  case Dollar extends Currency("USD")

  def symbol: Char = code.charAt(0)
end Currency

enum Tree[+A]:
  case Leaf(value: A)
  case Node(left: Tree[A], right: Tree[A])

sealed trait Event
case class Deposit(amount: Long, note: String = "none") extends Event
case class Withdrawal(amount: Long) extends Event
case object Closed extends Event

trait Show[-A] {
  extension (a: A) def show: String
  def twice(a: A): String = s"${a.show}${a.show}"
}

given Show[Int] with {
  extension (a: Int) def show: String = a.toString
}

given ordering: Ordering[Deposit] = Ordering.by(_.amount)

abstract class Account[T <: Event](val id: Int, protected var balance: Long = 0L)(using clock: Clock)
    extends Ordered[Account[T]]
    with Serializable {

  private[bank] lazy val created = Instant.now(clock)
  val hex = 0xff
  var rate: Double = 1.5e-3

  def this(id: Int)(using Clock) = this(id, 0L)

  @throws[IllegalStateException]("when closed")
  def apply(event: T): Either[String, Long]

  override def compare(that: Account[T]): Int = this.balance compare that.balance

  final def history_=(events: Seq[T]): Unit = events.foreach { e =>
    apply(e) match {
      case Right(total) if total > 0 => balance = total
      case Right(_) | Left("retry") => ()
      case Left(why) => throw new IllegalStateException(s"cannot apply: $why ${1 + 1}%")
    }
  }
}

object Account {
  private val Pattern = """(\d+)-(\w+)""".r
  implicit val clock: Clock = Clock.systemUTC()

  def parse(text: String): Option[Event] = text match
    case Pattern(amount, note) => Some(Deposit(amount.toLong, note))
    case s"close" => Some(Closed)
    case _ => None

  def unapply(account: Account[?]): Option[Int] = Some(account.id)

  inline def debug(inline text: String): Unit = println(text)
}

class Bank {
  import Account.*

  private val accounts = MutableMap.empty[Int, Account[Event]]

  def total(filter: Account[Event] => Boolean = _ => true): Long = {
    val amounts = for {
      (id, account) <- accounts.toSeq
      if filter(account) && id != 3
      amount = account.id * 2
      extra <- 1 to 3 by 2
    } yield amount + extra
    for (i <- 0 until 10; j <- i to 5) debug(s"$i, $j")
    var sum = 0L
    while (sum < 100) {
      sum += 1
      sum = sum << 1 | 3 & ~7
    }
    amounts.foldLeft(sum)(_ + _)
  }

  def safely[A](body: => A)(implicit show: Show[Int]): Try[A] =
    try Success(body)
    catch {
      case e: RuntimeException => Failure(e)
      case _: Error => Failure(new Exception("fatal", null))
    } finally println("done")

  def depth[A](tree: Tree[A]): Int = tree match
    case Tree.Leaf(_) => 1
    case Tree.Node(l, r) =>
      val left = depth(l)
      if left > 3 then left
      else if left == 0 then 0
      else left max depth(r)

  def collect(values: Any*): List[String] =
    values.toList.collect {
      case n: Int if n % 2 == 0 => n.show
      case (a: String, 'b') => a
      case List(1, rest*) => rest.mkString(", ")
      case x @ Deposit(amount, _) => x.toString + amount
      case Some(Left(_: Long)) => raw"\n"
      case null => ""
    }
}

@main def run(args: String*): Unit =
  val bank = new Bank
  val anonymous = new Account[Event](1) {
    def apply(event: Event) = Left("no")
  }
  val function: (Int, Int) => Int = (a, b) => a * b
  val partial = function(_, 2)
  val tuple = (1, "two", 3.0f, 'c', true, 10L)
  val (first, _, _, _, _, _) = tuple
  val curried = ((x: Int) => (y: Int) => x + y)(1)
  println(bank.total(_.id > 0) + partial(first) + curried(2))
  bank.safely { anonymous(Closed) }.foreach(println)
  println(if args.isEmpty then "none" else args.head)
end run
