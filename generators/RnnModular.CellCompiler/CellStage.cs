namespace RnnModular.CellCompiler;

/// <summary>The stations on a spec's way to code; each can be printed.</summary>
public enum CellStage
{
    /// <summary>The spec as parsed, printed back.</summary>
    Equations,

    /// <summary>The simplified graph of one step.</summary>
    Graph,

    /// <summary>The derived gradient equations.</summary>
    Adjoint,

    /// <summary>The stages: each product, where it runs and why.</summary>
    Stages,

    /// <summary>The emitted C#.</summary>
    CSharp,
}
