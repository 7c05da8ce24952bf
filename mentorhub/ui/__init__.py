"""The design system: shells and components that take values and handlers, never a state of a feature."""
