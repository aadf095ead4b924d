import { api } from "../../bridge/api.ts";
import { Paper } from "../printing/picture.tsx";
import { packText } from "./text.ts";

/** The label a person is asked about, as it would have come out: what to look for at the printer. */
export function LabelPicture({ jobId }: { readonly jobId: string }) {
  const { currentData: picture, isError } = api.usePrintPictureQuery({ jobId });
  if (isError) return <div className="label-picture">{packText.noLabelPicture}</div>;
  return <div className="label-picture">{picture ? <Paper picture={picture} /> : packText.drawingLabel}</div>;
}
