{-# LANGUAGE GADTs, LambdaCase, RecordWildCards, TupleSections #-}
{-# OPTIONS_GHC -Wall #-}

{- | A bank: types, classes, records, monads, guards and {- nested -} comments. -}
module Bank.Account
  ( Account (..),
    Event (Deposit, Withdrawal),
    module Data.Maybe,
    balance,
    (|>),
  )
where

import Control.Monad (forM_, unless, when)
import Data.List hiding (insert)
import qualified Data.Map.Strict as Map
import Data.Maybe

infixl 1 |>

-- | Money in cents
newtype Cents = Cents {unCents :: Integer}
  deriving (Eq, Ord, Show)

data Event
  = Deposit !Cents String
  | Withdrawal {amount :: Cents, note :: Maybe String}
  | Closed
  deriving stock (Eq, Show)

data Account = Account
  { owner :: String,
    events :: [Event],
    limits :: Map.Map String Int
  }

type Name = String

type Handler m a = Event -> m (Either String a)

data Expr a where
  Number :: Int -> Expr Int
  Boolean :: Bool -> Expr Bool
  If :: Expr Bool -> Expr a -> Expr a -> Expr a

class (Show a) => Shape a where
  area :: a -> Double
  name :: a -> String
  name _ = "shape"
  {-# MINIMAL area #-}

instance Shape Cents where
  area (Cents n) = fromIntegral n * 0.5e1

instance Semigroup Cents where
  Cents a <> Cents b = Cents (a + b)

instance Monoid Cents where
  mempty = Cents 0

newtype State s a = State {runState :: s -> (a, s)}

instance Functor (State s) where
  fmap f (State g) = State $ \s -> let (a, s') = g s in (f a, s')

instance Applicative (State s) where
  pure a = State (a,)
  State f <*> State g = State $ \s ->
    let (h, s1) = f s
        (a, s2) = g s1
     in (h a, s2)

instance Monad (State s) where
  return = pure
  State g >>= f = State $ \s -> case g s of
    (a, s') -> runState (f a) s'

(|>) :: a -> (a -> b) -> b
x |> f = f x

eval :: Expr a -> a
eval (Number n) = n
eval (Boolean b) = b
eval (If c t e) = if eval c then eval t else eval e

balance :: Account -> Cents
balance Account {..} = foldr step mempty events
  where
    step (Deposit cents _) total = cents <> total
    step Withdrawal {amount = Cents n} (Cents total) = Cents (total - n)
    step Closed total = total

classify :: (Integral a, Show a) => a -> String
classify n
  | n < 0 = "negative"
  | n == 0 || n == 1 = "small"
  | even n, let half = n `div` 2, half > 3 = "even " ++ show half
  | otherwise = "other"

describe :: Maybe Event -> String
describe = \case
  Nothing -> "nothing"
  Just (Deposit (Cents c) why) | c > 100 -> why
  Just event@(Withdrawal _ (Just _)) -> show event
  Just _ -> "event"

primes :: [Int]
primes = sieve [2 ..]
  where
    sieve (p : xs) = p : sieve [x | x <- xs, x `mod` p /= 0]
    sieve [] = []

table :: Map.Map Name [Int]
table = Map.fromListWith (++) [(w, [n]) | (n, w) <- zip [1 ..] (words "a b a"), not (null w)]

main :: IO ()
main = do
  let account = Account {owner = "Ada", events = [Deposit (Cents 10) "it's"], limits = Map.empty}
      richer = account {owner = "Bob"}
      text = "escaped \"quote\"\n\
             \continued \x41 \1234"
  line <- getLine
  unless (null line) $ putStrLn line
  forM_ [1 .. 3 :: Int] $ \i -> do
    when (i > 1 && i <= 3) $ print (i, 'c', '\n', -i)
    print . sum . map (* 2) . filter odd $ take 5 primes
  let go 0 acc = acc
      go n acc = go (n - 1) (acc + n)
  if go (10 :: Int) 0 > 0xFF then putStrLn text else mapM_ putStrLn (describe <$> [Nothing, Just Closed])
  result <- pure $ case balance richer of
    Cents 0 -> Left "empty"
    Cents n -> Right (n, classify n)
  either putStrLn print result
  print $ foldl' (flip (:)) [] [(+ 1), subtract 2, negate] |> length
