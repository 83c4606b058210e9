using RnnModular.Cli;

using Interruption interruption = new();
return CommandLine.Run(args, Surroundings.OfProcess(interruption.Requested));
