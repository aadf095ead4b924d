import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import "./decision-card.css";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import type { KeyStroke } from "./kbd.tsx";

export interface Evidence {
  readonly icon: Icon;
  readonly what: string;
  /** Where and when: "Order desk 1, Wed 1 Dec, 16:21". */
  readonly source: string;
}

export interface DecisionChoice {
  readonly id: string;
  readonly label: string;
  readonly keys?: KeyStroke | undefined;
  readonly isDisabled?: boolean | undefined;
}

export interface DecisionCardProps {
  /** Both facts in order: "#536541: cancelled at the desk, packed at the bench". */
  readonly title: string;
  /** Owner and age: "Yours, 1 h 19 min old". */
  readonly owner: string;
  /** A card that is not in hand may show its title line only. */
  readonly isFolded?: boolean | undefined;
  readonly isCurrent?: boolean | undefined;
  readonly detail?: string | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
  readonly question?: string | undefined;
  /** The safe one first. */
  readonly choices?: readonly DecisionChoice[] | undefined;
  readonly onChoose?: ((id: string) => void) | undefined;
}

/** Two things that cannot both stand, one question, the answers as buttons. */
export function DecisionCard(props: DecisionCardProps) {
  const { title, owner, isFolded = false, isCurrent = false, detail, evidence = [], question, choices = [] } = props;
  return (
    <Card isCurrent={isCurrent} className={isFolded ? "decision decision-folded" : "decision"}>
      <div className="row row-wrap">
        <h3 className="decision-title grow">{title}</h3>
        <span className="soft">{owner}</span>
      </div>
      {!isFolded && (
        <>
          {detail !== undefined && <p className="soft">{detail}</p>}
          {evidence.length > 0 && (
            <ul className="decision-evidence">
              {evidence.map((each) => (
                <li key={`${each.what} ${each.source}`} className="decision-fact">
                  <Glyph icon={each.icon} size={18} stroke={2.2} />
                  <div>
                    <b>{each.what}</b>
                    <div className="soft small">{each.source}</div>
                  </div>
                </li>
              ))}
            </ul>
          )}
          {question !== undefined && <p className="decision-question">{question}</p>}
          <div className="row row-wrap">
            {choices.map((choice, position) => (
              <Button
                key={choice.id}
                size="small"
                kind={isCurrent && position === 0 ? "primary" : "plain"}
                keys={choice.keys}
                isDisabled={choice.isDisabled ?? false}
                onPress={() => props.onChoose?.(choice.id)}
              >
                {choice.label}
              </Button>
            ))}
          </div>
        </>
      )}
    </Card>
  );
}
