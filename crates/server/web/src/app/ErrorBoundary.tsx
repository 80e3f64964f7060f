import { Component, type ReactNode } from "react";
import { ErrorNotice } from "../shared/ui/ErrorNotice";

interface ErrorBoundaryState {
  error: unknown;
}

/** A mistake in one view leaves a notice in its place instead of a blank page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorNotice error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
