"""The auditor's proof: the trail as a Merkle log with signed checkpoints, exported and verified offline."""
