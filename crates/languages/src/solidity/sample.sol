// SPDX-License-Identifier: MIT
// A crowdfunding contract: structs, modifiers, events, errors, libraries, assembly.
pragma solidity ^0.8.20;
pragma abicoder v2;

import "./Token.sol";
import {Ownable as Owned, Math} from "./lib/Owned.sol";
import * as Utils from "./Utils.sol";

uint256 constant MAX_GOAL = 1_000 ether;
type Price is uint128;

error TooLate(uint256 deadline, uint256 nowIs);

/* What is shared by all */
struct Shared {
    uint8 a;
    bytes32[2] pair;
}

enum Phase { Open, Funded, Closed }

function doubled(uint256 x) pure returns (uint256) {
    return x * 2;
}

interface IReceiver {
    event Received(address indexed from, uint256 amount);
    function receiveFunds(address from, bytes calldata data) external payable returns (bool ok);
}

library Sums {
    function total(uint256[] storage self) internal view returns (uint256 sum) {
        for (uint256 i = 0; i < self.length; i++) {
            sum += self[i];
        }
    }
}

abstract contract Base {
    function kind() public pure virtual returns (string memory);
}

/// @title A campaign
/// @notice Collects until a deadline
contract Campaign is Base, Owned(msg.sender), IReceiver {
    using Sums for uint256[];
    using {doubled} for uint256;

    struct Pledge {
        address payable backer;
        uint256 amount;
        mapping(uint256 => bool) votes;
    }

    address public immutable owner;
    uint256 private deadline = block.timestamp + 30 days;
    uint256 internal constant FEE = 0xFF;
    mapping(address => Pledge) private pledges;
    mapping(address owner => mapping(address => uint256)) public allowances;
    uint256[] amounts;
    bytes4 selector = hex"deadbeef";
    string greeting = "it's \"quoted\"" " and joined";
    string word = unicode"größe";
    Phase public phase = Phase.Open;
    function(uint256) external returns (bool) callback;

    event Pledged(address indexed backer, uint256 amount) anonymous;
    error NotOwner(address caller);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner({caller: msg.sender});
        _;
    }

    modifier before(uint256 time) virtual {
        require(block.timestamp < time, "too late");
        _;
    }

    constructor(uint256 goal) payable {
        owner = msg.sender;
        assert(goal <= MAX_GOAL && goal > 0);
    }

    receive() external payable {
        emit Pledged(msg.sender, msg.value);
    }

    fallback(bytes calldata input) external returns (bytes memory) {
        return abi.encodePacked(input);
    }

    function kind() public pure override(Base) returns (string memory) {
        return "campaign";
    }

    function pledge(uint256 amount, bool more) external payable before(deadline) returns (uint256 sum, uint256) {
        Pledge storage p = pledges[msg.sender];
        p.backer = payable(msg.sender);
        p.amount += amount;
        amounts.push(amount);
        uint256[] memory copy = new uint256[](3);
        (uint256 a, , bool b) = (1, 2, true);
        copy[0] = a ** 2 % 7 << 1 | 3 & ~uint256(4) ^ 5;
        while (copy[0] > 10) {
            copy[0]--;
            if (b || !more) break;
            else continue;
        }
        do { a /= 2; } while (a > 1);
        unchecked { a -= 1; }
        delete pledges[msg.sender].amount;
        return (amounts.total(), more ? amount.doubled() : 0);
    }

    function withdraw(address payable to) public onlyOwner {
        phase = Phase(uint8(phase) + 1);
        (bool sent, bytes memory data) = to.call{value: address(this).balance, gas: 5000}("");
        require(sent, string(data));
        try IReceiver(to).receiveFunds{value: 1 wei}(msg.sender, "") returns (bool ok) {
            emit Received(to, ok ? 1 : 0);
        } catch Error(string memory reason) {
            revert(reason);
        } catch (bytes memory) {
            selfdestruct(to);
        }
        Token token = new Token{salt: bytes32(0)}(1e18, type(uint256).max);
        token.transfer({to: to, amount: 2.5 ether});
    }

    function size(address target) internal view returns (uint256 result) {
        assembly {
            let pointer := mload(0x40)
            result := extcodesize(target)
            if gt(result, 10) { mstore(pointer, result) }
            for { let i := 0 } lt(i, 3) { i := add(i, 1) } { pop(i) }
            switch result
            case 0 { revert(0, 0) }
            default { result := mul(result, 2) }
        }
    }
}
