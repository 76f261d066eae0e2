// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title OpenZeppelin's token and nothing else; all of it is the deployer's.
contract Token is ERC20 {
    constructor(uint256 supply) ERC20("Token", "TOK") {
        _mint(msg.sender, supply);
    }
}
