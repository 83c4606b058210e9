using RnnModular.Hosting.Loading;

namespace RnnModular.Hosting.Phases;

/// <summary>A plugin between loading and configuring: its record and, unless that says it failed, its code.</summary>
sealed record LoadedPlugin(PluginRecord Record, IPluginAssembly? Code = null, Type? Entry = null);
