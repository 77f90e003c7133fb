# A chat room: modules, structs, pattern matching, pipes, macros and processes.
defmodule Chat.Room do
  @moduledoc """
  A room with its members.

      iex> Chat.Room.new("lobby")
  """
  use GenServer, restart: :transient
  alias Chat.{Message, User}
  alias Chat.Presence, as: P
  import Enum, only: [map: 2, filter: 2]
  require Logger

  @behaviour Chat.Store
  @limit 1_000
  @typedoc "What a room may be"
  @type status :: :open | :closed | {:locked, String.t()}
  @type t(value) :: %__MODULE__{name: String.t(), members: [value], status: status}
  @callback handle(term) :: {:ok, integer} | {:error, atom}
  @enforce_keys [:name]
  defstruct [:name, members: [], status: :open, created_at: nil]

  defguard is_small(n) when is_integer(n) and n in 1..9//2

  defmodule Error do
    defexception message: "something is wrong", code: 0
  end

  defprotocol Show do
    @doc "Shows it"
    def show(value)
  end

  defimpl Show, for: [Integer, BitString] do
    def show(value), do: "#{inspect(value)}"
  end

  @spec new(String.t(), keyword) :: t(any)
  def new(name, options \\ []) when is_binary(name) do
    %__MODULE__{name: name, members: Keyword.get(options, :members, [])}
  end

  def join(%__MODULE__{members: members, status: :open} = room, %User{} = user) do
    {:ok, %{room | members: [user | members]}}
  end

  def join(%{status: {:locked, why}}, _user), do: {:error, why}
  def join(_, _), do: {:error, :closed}

  @impl true
  def init(arg), do: {:ok, arg, {:continue, :load}}

  @impl GenServer
  def handle_call({:say, text}, from, state) when byte_size(text) > 0 do
    reply =
      text
      |> String.trim()
      |> String.split(~r/\s+/u, trim: true)
      |> map(&String.capitalize/1)
      |> filter(&(&1 != "" and not String.starts_with?(&1, "#")))
      |> Enum.reduce(%{}, fn word, counts -> Map.update(counts, word, 1, &(&1 + 1)) end)

    {:reply, {reply, from}, state}
  end

  defp classify(value) do
    case value do
      nil -> :none
      n when is_number(n) and n > 0 or n == -1 -> :number
      [head | _tail] = list when length(list) > 2 -> head
      %{"key" => inner, other: ^value} -> inner
      <<a::size(8), rest::binary>> -> {a, rest}
      {:ok, _} -> :fine
      ~c"chars" -> 'old'
      _ -> :other
    end
  end

  def run(path) do
    with {:ok, text} <- File.read(path),
         {number, ""} <- Integer.parse(text),
         total = number * 2 do
      total
    else
      {:error, reason} -> Logger.error("cannot read: #{reason}")
      :error -> 0xFF + 0b101 + 0o17 + ?a
    end

    cond do
      is_small(3) -> 1.5e-3
      true -> !false
    end

    squares = for x <- 1..10, rem(x, 2) == 0, y <- [1, 2], into: %{}, do: {x, x * y}
    bits = for <<c <- "abc">>, do: <<c, 1::4>>

    try do
      raise Error, message: "bad", code: 1
    rescue
      e in [Error, ArgumentError] -> reraise e, __STACKTRACE__
      RuntimeError -> nil
    catch
      :exit, reason -> reason
      value -> throw(value)
    else
      _ -> :ok
    after
      IO.puts("done")
    end

    receive do
      {:hello, pid} -> send(pid, {self(), :world})
    after
      1_000 -> :timeout
    end

    if squares[:a], do: bits, else: unless(total_of(squares) > 3, do: "few")
    [a: 1, "b c": 2] ++ [{:d, 3}] -- [] |> Keyword.merge(e: 4)
    "multi " <> ~s(sigil "quoted" #{1 + 1}) <> ~S[raw #{no}] <> ~w(a b c)a |> to_string()
    fun = fn
      0, _ -> :zero
      x, y when x > y -> x - y
      _, _ -> classify(fun = &total_of/1)
    end
    fun.(1, 2) && P.track(self()) || :"quoted atom" === :a! ; Process.sleep(1)
    {left, [right | _]} = {1, [2, 3]}
    left !== right and left <= right
  end

  defp total_of(map), do: Enum.sum(Map.values(map))

  defmacro unless_nil(value, do: block) do
    quote bind_quoted: [value: value], unquote: true do
      if not is_nil(value), do: unquote(block)
    end
  end
end
