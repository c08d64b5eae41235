"""The words: folding, order, dates, lists, numbers and labels in both languages."""
