"""An auto-graded exercise course on convolution and pooling."""
