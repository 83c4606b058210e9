namespace RnnModular.Hosting.Loop;

/// <summary>One part of the engine's work; the engine calls its systems in order, once a tick.</summary>
public interface ISystem
{
    /// <summary>Does this system's share of the tick.</summary>
    void Update(in Tick tick);
}
